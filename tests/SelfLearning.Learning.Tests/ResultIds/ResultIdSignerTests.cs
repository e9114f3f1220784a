using static SelfLearning.Learning.Tests.ResultIds.ResultIdSamples;

namespace SelfLearning.Learning.Tests.ResultIds;

public class ResultIdSignerTests
{
    [SeededProperty(MaxTest = 500, Arbitrary = [typeof(ResultIdSamples)])]
    public void Its_texts_are_those_of_the_ids(ResultId id)
    {
        using var signer = SignerOf(id);

        var text = signer.Sign(Decision.Of(id));

        Assert.Equal(id.Format(Key), text);
        Assert.True(signer.TryVerify(text, id));
    }

    [Fact]
    public void One_signer_makes_the_texts_of_many_decisions()
    {
        using var signer = SignerOf(Typical);
        foreach (var id in new[] { Typical, Typical with { Token = 1, Candidate = -1, Overridden = 0 }, Typical with { PolicyVersion = long.MaxValue }, Typical })
            Assert.Equal(id.Format(Key), signer.Sign(Decision.Of(id)));
    }

    [Fact]
    public void A_changed_text_and_an_id_of_elsewhere_are_refused()
    {
        using var signer = SignerOf(Typical);
        var text = Typical.Format(Key);
        var other = Typical.Format([.. Enumerable.Repeat((byte)7, 32)]);

        Assert.False(signer.TryVerify(other, Typical));
        Assert.False(signer.TryVerify(text, Typical with { Token = 1 }));
        Assert.False(signer.TryVerify(text[..^1], Typical));
        foreach (var elsewhere in new[] { Typical with { Module = "novels" }, Typical with { Context = ContextKey.Parse("rock") }, Typical with { KeyEpoch = 4 } })
            Assert.False(signer.TryVerify(elsewhere.Format(Key), elsewhere));
    }

    [Fact]
    public void What_no_id_can_hold_is_refused()
    {
        using var signer = SignerOf(Typical);
        var decision = Decision.Of(Typical);

        Assert.Throws<ArgumentException>(() => signer.Sign(decision with { KeyEpoch = 4 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => signer.Sign(decision with { PolicyVersion = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => signer.Sign(decision with { Candidate = -2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => signer.Sign(decision with { DecidedAtMs = -1 }));
        Assert.Throws<ArgumentException>(() => new ResultIdSigner("lyrics", ContextKey.Default, 0, new byte[31]));
    }

    [Fact]
    public void Signing_allocates_the_text_and_nothing_else()
    {
        using var signer = SignerOf(Typical);
        var decision = Decision.Of(Typical);
        var length = signer.Sign(decision).Length;

        Assert.Equal(Allocated(() => new string('x', length)), Allocated(() => signer.Sign(decision)));
        Assert.Equal(Allocated(() => new string('x', length)), Allocated(() => Typical.Format(Key)));
    }

    [Fact]
    public void Verifying_allocates_nothing()
    {
        using var signer = SignerOf(Typical);
        var text = Typical.Format(Key);

        Assert.Equal(0, Allocated(() => signer.TryVerify(text, Typical)));
        Assert.Equal(0, Allocated(() => ResultId.TryVerify(text, Typical, Key)));
    }

    private static ResultIdSigner SignerOf(ResultId id) => new(id.Module, id.Context, id.KeyEpoch, Key);

    private static long Allocated<T>(Func<T> run)
    {
        const int Runs = 1_000;
        for (var i = 0; i < Runs; i++) run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Runs; i++) run();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Runs;
    }
}
