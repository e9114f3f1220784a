namespace SelfLearning.Learning;

/// <summary>
/// The report that is on its way to the pool: on storage before it is sent, and sent again until it is acknowledged. The next one is made only
/// then, so that whoever receives them needs to know no more than the last number of each sender.
/// </summary>
/// <param name="record">What <see cref="Save"/> returned; <c>null</c> to begin.</param>
public sealed class PoolOutbox(PoolOutboxRecord? record = null)
{
    /// <summary>The shortest time between two reports.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long _number = record?.Number ?? 0;
    private DateTimeOffset _filledAt = record?.FilledAt ?? DateTimeOffset.MinValue;

    /// <summary>The report to send; <c>null</c> when everything was acknowledged.</summary>
    public PoolReport? Report { get; private set; } =
        record is { Evidence.Length: > 0 } ? new PoolReport(record.Number, PoolEvidence.Load(record.Evidence)) : null;

    /// <summary>Whether another report may be made. A clock that went back holds nothing up.</summary>
    public bool IsDue(DateTimeOffset now) => Report is null && (now - _filledAt >= Interval || now < _filledAt);

    /// <summary>Makes the next report.</summary>
    /// <exception cref="InvalidOperationException">The last one has not been acknowledged.</exception>
    public void Fill(PoolEvidence evidence, DateTimeOffset now)
    {
        if (Report is not null) throw new InvalidOperationException($"Report {_number} has not been acknowledged: send it again until it is.");
        (_filledAt, Report) = (now, new PoolReport(++_number, evidence));
    }

    /// <summary>Takes a report that has arrived out.</summary>
    public void Acknowledge(long number)
    {
        if (Report?.Number == number) Report = null;
    }

    /// <summary>The outbox as a record; <c>null</c> when there has never been a report.</summary>
    public PoolOutboxRecord? Save() => _number == 0 ? null : new PoolOutboxRecord(_number, _filledAt, Report?.Evidence.Save() ?? []);
}
