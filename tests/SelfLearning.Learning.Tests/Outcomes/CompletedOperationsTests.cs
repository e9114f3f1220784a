namespace SelfLearning.Learning.Tests.Outcomes;

public class CompletedOperationsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_operation_is_recorded_once_whatever_its_repeats_say()
    {
        var completed = new CompletedOperations();

        Assert.Equal(CompletionReceipt.Recorded, completed.Take(At(Start, 1), Start, Start));
        Assert.Equal(CompletionReceipt.Duplicate, completed.Take(At(Start, 1), Start, Start.AddMinutes(30)));
        Assert.Equal(CompletionReceipt.Duplicate, completed.Take(At(Start, 1), Start.AddMinutes(30), Start.AddMinutes(30)));
        Assert.Equal(CompletionReceipt.Recorded, completed.Take(At(Start, 2), Start, Start.AddMinutes(30)));
    }

    [Fact]
    public void Long_after_its_end_or_its_beginning_an_operation_is_late_whether_or_not_it_was_recorded()
    {
        var completed = new CompletedOperations();
        completed.Take(At(Start, 1), Start, Start);
        var now = Start + CompletedOperations.Memory + TimeSpan.FromMilliseconds(1);

        Assert.Equal(CompletionReceipt.Late, completed.Take(At(Start, 1), Start, now));
        Assert.Equal(CompletionReceipt.Late, completed.Take(At(Start, 2), Start, now));
        Assert.Equal(CompletionReceipt.Recorded, completed.Take(At(Start, 3), Start.AddMinutes(1), now));
        // One that took long has ended just now; one that took longer than a day is nobody's any more.
        Assert.Equal(CompletionReceipt.Recorded, completed.Take(At(now - CompletedOperations.Expiry, 4), now, now));
        Assert.Equal(CompletionReceipt.Late, completed.Take(At(now - CompletedOperations.Expiry - TimeSpan.FromMilliseconds(1), 5), now, now));
    }

    [Fact]
    public void One_that_says_it_took_longer_than_since_it_began_is_recorded_once()
    {
        var (completed, decision) = (new CompletedOperations(), At(Start, 1));
        CompletionReceipt Take(double hours, TimeSpan since) => completed.Take(decision, OutcomeRules.ClaimedEndOf(hours * 3_600_000, decision), Start + since);

        Assert.Equal(CompletionReceipt.Recorded, Take(2, TimeSpan.FromMinutes(1)));
        Assert.Equal(CompletionReceipt.Duplicate, Take(2, TimeSpan.FromMinutes(62)));
        // Its claim has come true.
        Assert.Equal(CompletionReceipt.Duplicate, Take(2, TimeSpan.FromMinutes(121)));
        completed = CompletedOperations.Load(completed.Save(Start.AddMinutes(122)));
        Assert.Equal(CompletionReceipt.Duplicate, Take(2, TimeSpan.FromMinutes(123)));
        Assert.Equal(CompletionReceipt.Late, Take(2, TimeSpan.FromMinutes(181)));

        completed = new CompletedOperations();
        Assert.Equal(CompletionReceipt.Recorded, Take(1e300, TimeSpan.FromMinutes(1)));
        Assert.Equal(CompletionReceipt.Duplicate, Take(1e300, CompletedOperations.Expiry));
        Assert.Equal(CompletionReceipt.Duplicate, Take(1e300, CompletedOperations.Expiry + CompletedOperations.Memory));
        Assert.Equal(CompletionReceipt.Late, Take(1e300, CompletedOperations.Expiry + CompletedOperations.Memory + TimeSpan.FromMinutes(1)));
        Assert.Equal(CompletionReceipt.Late, Take(1e300, CompletedOperations.Expiry * 3));
    }

    [Fact]
    public void Many_that_say_they_end_in_the_future_make_no_other_late_and_are_never_recorded_twice()
    {
        var (completed, recorded) = (new CompletedOperations(), new HashSet<long>());
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 3_000; i++)
            {
                var now = Start.AddHours(round).AddMilliseconds(i);
                if (completed.Take(At(Start, i), Start.AddHours(4), now) == CompletionReceipt.Recorded) Assert.True(recorded.Add(i));
                Assert.Equal(CompletionReceipt.Recorded, completed.Take(At(now, 10_000 + (round * 3_000) + i), now, now));
            }
        }

        Assert.Equal(CompletedOperations.Limit / 2, recorded.Count);
    }

    [Fact]
    public void Of_more_than_2048_the_oldest_are_late_and_never_recorded_twice()
    {
        var (completed, random) = (new CompletedOperations(), new Random(5));
        var operations = Enumerable.Range(0, 6_000).Select(i => (Decision: At(Start, i), EndedAt: Start.AddMilliseconds(i + random.Next(100)))).ToList();
        var now = Start.AddSeconds(10);
        var recorded = new HashSet<long>();

        foreach (var (decision, endedAt) in operations)
            if (completed.Take(decision, endedAt, now) == CompletionReceipt.Recorded) Assert.True(recorded.Add(decision.Token));
        foreach (var (decision, endedAt) in operations.OrderBy(_ => random.Next()))
            if (completed.Take(decision, endedAt, now) == CompletionReceipt.Recorded) Assert.True(recorded.Add(decision.Token));

        Assert.Equal(6_000, recorded.Count);
        Assert.InRange(completed.Count, CompletedOperations.Limit - 100, CompletedOperations.Limit);
        Assert.InRange(completed.Save(now).Length, 1, CompletedOperations.Limit * 11);
    }

    [Fact]
    public void What_was_saved_goes_on_and_what_is_out_of_memory_is_not_saved()
    {
        var completed = new CompletedOperations();
        for (var i = 0; i < 3_000; i++) completed.Take(At(Start, i), Start.AddMilliseconds(i), Start.AddSeconds(3));

        var next = CompletedOperations.Load(completed.Save(Start.AddSeconds(3)));

        Assert.Equal(completed.Count, next.Count);
        Assert.Equal(CompletionReceipt.Duplicate, next.Take(At(Start, 2_999), Start.AddSeconds(3), Start.AddSeconds(3)));
        Assert.Equal(CompletionReceipt.Late, next.Take(At(Start, 5_000), Start, Start.AddSeconds(3)));
        Assert.Empty(next.Save(Start.AddHours(2)));
        Assert.Equal(0, CompletedOperations.Load([]).Count);
    }

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        var completed = new CompletedOperations();
        for (var i = 0; i < 20; i++) completed.Take(At(Start, i), Start.AddMilliseconds(i), Start.AddSeconds(1));
        var bytes = completed.Save(Start.AddSeconds(1));

        Assert.Throws<MetricsException>(() => CompletedOperations.Load(bytes.AsSpan(0, bytes.Length - 1)));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x41;
            Assert.Throws<MetricsException>(() => CompletedOperations.Load(bytes));
            bytes[i] ^= 0x41;
        }
    }

    private static Decision At(DateTimeOffset decidedAt, long token) => new(decidedAt.ToUnixTimeMilliseconds(), token, 1, -1, 0, 0);
}
