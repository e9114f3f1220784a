using Xunit.Abstractions;

namespace SelfLearning.Learning.Tests.Contexts;

public class CycleAllocationTests(ITestOutputHelper output)
{
    private const int Feedbacks = 100;

    [Fact]
    public void A_cycle_of_100_feedbacks_allocates_at_most_48_KB()
    {
        var run = Learned();
        Judge(run);
        var bytes = Allocated(() => run.Cycle());
        output.WriteLine($"{bytes} bytes");
        Assert.InRange(bytes, 0, 48 * 1024);
    }

    [Fact]
    public void A_record_in_which_nothing_but_a_feedback_is_new_allocates_little_more_than_its_bytes()
    {
        var run = Learned();
        run.Judge(run.Decide(), 0.5);
        run.Model.Save();
        run.Judge(run.Decide(), 0.5);
        var size = run.Model.Save() is var record ? record.Queue.Length + record.Slots.Length + record.Hours.Length : 0;
        var bytes = Allocated(() => run.Model.Save());
        output.WriteLine($"{bytes} bytes for {size}");
        Assert.InRange(bytes, size, size + (12 * 1024));
    }

    private static ContextRun Learned()
    {
        var run = new ContextRun(strategy: new BettingStrategy());
        for (var cycle = 0; cycle < 5; cycle++)
        {
            Judge(run);
            run.Cycle();
        }

        return run;
    }

    private static void Judge(ContextRun run)
    {
        for (var i = 0; i < Feedbacks; i++) run.Judge(run.Decide(i % 10 == 0 ? 0 : -1), (i % 7) / 7.0);
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
