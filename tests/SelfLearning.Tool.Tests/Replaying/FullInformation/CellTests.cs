using FsCheck.Xunit;
using SelfLearning.Tool.Replaying.FullInformation;

namespace SelfLearning.Tool.Tests.Replaying.FullInformation;

public class CellTests
{
    [Fact]
    public void A_penalty_is_subtracted_and_clipped_at_zero()
    {
        Assert.Equal(0.3, new Cell(0, 0.5, 0.2).Expected(bernoulli: false), 12);
        Assert.Equal(0, new Cell(0, 0.1, 0.2).Expected(bernoulli: false));
        Assert.Equal(0.3, new Cell(0, 0.5, 0.2).Draw(bernoulli: false, 0.99), 12);
    }

    [Fact]
    public void A_drawn_zero_stays_zero_whatever_the_penalty()
    {
        var cell = new Cell(0, 0.5, 0.2);
        Assert.Equal(0.8, cell.Draw(bernoulli: true, 0.49), 12);
        Assert.Equal(0, cell.Draw(bernoulli: true, 0.5));
        Assert.Equal(0.4, cell.Expected(bernoulli: true), 12);
        Assert.Equal(0, new Cell(0, 0.5, 1.5).Draw(bernoulli: true, 0));
    }

    [Property]
    public void The_expectation_is_the_mean_of_the_draws(byte feedback, byte penalty, bool bernoulli)
    {
        var cell = new Cell(0, feedback / 255.0, penalty / 100.0);
        var mean = Enumerable.Range(0, 2_550).Average(i => cell.Draw(bernoulli, (i + 0.5) / 2_550));
        Assert.Equal(cell.Expected(bernoulli), mean, 9);
    }
}
