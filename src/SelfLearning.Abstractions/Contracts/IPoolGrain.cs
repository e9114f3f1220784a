namespace SelfLearning.Contracts;

/// <summary>Adds up what all contexts of a module have learned; its key is the module's name. Used only where contexts pool.</summary>
[Alias("selflearning.pool-grain"), GrainInterfaceType("selflearning.pool-grain")]
public interface IPoolGrain : IGrainWithStringKey
{
    /// <summary>Takes a shard's report in, once; returns after it is on storage.</summary>
    /// <param name="shard">The catalog shard that sends it.</param>
    /// <param name="number">The report's number within the shard, from 1; one that is not higher than the last is ignored.</param>
    /// <param name="evidence">What the shard's contexts have learned since the report before, in the form of the core's pool evidence.</param>
    [Alias("report"), ResponseTimeout("00:00:05")]
    Task ReportAsync(int shard, long number, byte[] evidence);

    /// <summary>The pool in the form of the core's pool model.</summary>
    [Alias("get"), ResponseTimeout("00:00:05")]
    Task<byte[]> GetAsync();
}
