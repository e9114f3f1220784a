namespace SelfLearning.Storage.Azure.Tests.Support;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<(long Blob, long Table)> AddAsync();

    Task<string> GetSiloAsync();
}
