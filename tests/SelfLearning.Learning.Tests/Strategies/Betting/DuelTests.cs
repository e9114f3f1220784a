using FsCheck.Xunit;

namespace SelfLearning.Learning.Tests.Strategies.Betting;

[Properties(Replay = "20260101,7")]
public class DuelTests
{
    private static readonly Prior FourValues = new(3);

    [Property]
    public bool Every_bet_is_fair_whatever_the_share_and_the_surprise(byte share, byte surprise)
    {
        var q = (share + 1) / 257.0;
        var x = (surprise - 127.5) / 127.5;
        Duel higherServed = new(), lowerServed = new();
        higherServed.Play(1 - q, x, 1, FourValues);
        lowerServed.Play(-q, x, 1, FourValues);
        return Enumerable.Range(0, Duel.Stakes).All(g =>
            Fair(higherServed.Higher[g], lowerServed.Higher[g]) && Fair(higherServed.Lower[g], lowerServed.Lower[g]));

        bool Fair(double first, double second) => Math.Abs((q * Math.Exp(first)) + ((1 - q) * Math.Exp(second)) - 1) < 1e-12;
    }

    [Property]
    public bool A_correction_equals_a_run_in_which_the_corrected_value_came_first((byte Side, byte Old, byte New)[] bets, byte corrected)
    {
        var some = Small(bets);
        if (some.Length == 0) return true;
        var place = corrected % some.Length;
        Duel late = new(), straight = new();
        for (var i = 0; i < some.Length; i++)
        {
            late.Play(some[i].Side, some[i].Old, 1, FourValues);
            straight.Play(some[i].Side, i == place ? some[i].New : some[i].Old, 1, FourValues);
        }

        var (side, old, now) = some[place];
        late.Replay(side, old, (old + now) / 2, 1, FourValues);
        late.Replay(side, (old + now) / 2, now, 1, FourValues);
        return Same(late, straight);
    }

    [Property]
    public bool The_order_of_bets_does_not_matter((byte Side, byte Old, byte New)[] bets)
    {
        Duel forward = new(), backward = new();
        foreach (var (side, surprise, _) in Small(bets)) forward.Play(side, surprise, 1, FourValues);
        foreach (var (side, surprise, _) in Small(bets).Reverse()) backward.Play(side, surprise, 1, FourValues);
        return Same(forward, backward);
    }

    [Fact]
    public void A_loser_falls_to_a_thousandth_and_can_win_again()
    {
        var duel = new Duel();
        for (var i = 0; i < 500; i++) duel.Play(i % 2 == 0 ? 0.5 : -0.5, i % 2 == 0 ? 0.5 : -0.5, 1, FourValues);
        // The cap scales all three down, and the floor lifts the poorest of them again.
        Assert.Equal(0.99, duel.Judge(true, FourValues).Better, 1e-7);
        Assert.Equal(-Duel.Floor, duel.Lower[2]);

        var turned = 0;
        while (duel.Judge(false, FourValues).Better < 0.7 && turned < 500)
        {
            duel.Play(turned % 2 == 0 ? 0.5 : -0.5, turned % 2 == 0 ? -0.5 : 0.5, 1, FourValues);
            turned++;
        }

        Assert.InRange(turned, 10, 120);
    }

    [Fact]
    public void The_difference_is_the_difference_of_means_and_remembers_fifty()
    {
        var duel = new Duel();
        for (var i = 0; i < 1000; i++) duel.Play(i % 2 == 0 ? 0.5 : -0.5, i % 2 == 0 ? 0.2 : -0.1, 1, FourValues);
        Assert.Equal(50, duel.Weight);
        Assert.Equal(0.3, duel.Difference, 1e-2);
        for (var i = 0; i < 1000; i++) duel.Play(i % 2 == 0 ? 0.5 : -0.5, i % 2 == 0 ? -0.2 : 0.1, 1, FourValues);
        Assert.True(duel.Difference < -0.25, $"{duel.Difference} after 1,000 bets the other way");
    }

    // At most 20 bets of at most 0.13 on a logarithm: neither floor (6.9) nor cap (4.6 above even odds) can be reached.
    private static (double Side, double Old, double New)[] Small((byte Side, byte Old, byte New)[] bets) =>
        [.. bets.Take(20).Select(b => ((b.Side - 127.5) / 255, (b.Old - 127.5) / 450, (b.New - 127.5) / 450))];

    private static bool Same(Duel one, Duel other)
    {
        for (var g = 0; g < Duel.Stakes; g++)
            if (Math.Abs(one.Higher[g] - other.Higher[g]) > 1e-9 || Math.Abs(one.Lower[g] - other.Lower[g]) > 1e-9) return false;
        return Math.Abs(one.Difference - other.Difference) < 1e-9 && Math.Abs(one.Weight - other.Weight) < 1e-9;
    }
}
