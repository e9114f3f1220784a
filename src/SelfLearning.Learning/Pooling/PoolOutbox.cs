namespace SelfLearning.Learning;

/// <summary>
/// The report that is on its way to the pool: on storage before it is sent, and sent again until it is acknowledged. The next one is made only
/// then, so that whoever receives them needs to know no more than the last number of each sender.
/// </summary>
/// <param name="number">The number given last.</param>
/// <param name="evidence">The evidence of that report, in the form of <see cref="PoolEvidence.Save"/>; empty when it was acknowledged.</param>
public sealed class PoolOutbox(long number = 0, byte[]? evidence = null)
{
    /// <summary>The shortest time between two reports.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private DateTimeOffset? _filledAt;

    /// <summary>The number given last.</summary>
    public long Number { get; private set; } = number;

    /// <summary>The report to send; <c>null</c> when everything was acknowledged.</summary>
    public PoolReport? Report { get; private set; } = evidence is { Length: > 0 } ? new PoolReport(number, PoolEvidence.Load(evidence)) : null;

    /// <summary>Whether another report may be made.</summary>
    public bool IsDue(DateTimeOffset now) => Report is null && !(now - _filledAt < Interval && now >= _filledAt);

    /// <summary>Makes the next report.</summary>
    public void Fill(PoolEvidence evidence, DateTimeOffset now)
    {
        if (Report is not null) throw new InvalidOperationException($"Report {Number} has not been acknowledged.");
        (_filledAt, Report) = (now, new PoolReport(++Number, evidence));
    }

    /// <summary>Takes a report that has arrived out.</summary>
    public void Acknowledge(long number)
    {
        if (Report?.Number == number) Report = null;
    }

    /// <summary>The evidence of the report as bytes; empty when there is none.</summary>
    public byte[] Save() => Report?.Evidence.Save() ?? [];
}
