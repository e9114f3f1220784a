using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Receiving;
using SelfLearning.Demo.Reporting;

namespace SelfLearning.Demo.Running;

/// <summary>Compresses block after block and hands each result to the receiver, who judges it by what was measured.</summary>
internal sealed class WorkLoop(CompressionCalls calls, BlockSampler sampler, ScoreBoard board, FeedbackCourier courier, int contentTypes, TimeProvider time)
    : IDisposable
{
    /// <summary>
    /// The most operations a second for each content type. Sending a block as it is costs nothing, and a loop without a pace would make
    /// thousands of them; the feedback of this many for hours on end is what a context is built to keep apart.
    /// </summary>
    public const int OperationsPerSecond = 40;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _sampling = new(1);
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next;

    /// <summary>
    /// The number of blocks compressed side by side: one core is left to the silo, the receiver and the rest of the machine, because
    /// two compressions on one core would each measure the other. At most 8, so that memory bandwidth does not become the measure.
    /// </summary>
    public static int Workers(int cores) => Math.Clamp(cores - 1, 1, 8);

    /// <summary>Works until cancelled.</summary>
    /// <exception cref="InputException">No input file can be read any more.</exception>
    public Task RunAsync(int workers, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None)));

    /// <inheritdoc/>
    public void Dispose() => _sampling.Dispose();

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested) await CompressNextAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the run.
        }
    }

    private async Task CompressNextAsync(CancellationToken cancellationToken)
    {
        var block = await NextAsync(cancellationToken);
        ModuleResult<CompressedBlock> result;
        try
        {
            result = await calls.ProcessAsync(block, cancellationToken);
        }
        catch (Exception exception) when (exception is SelfLearningException or TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            board.CountFailure();
            await Task.Delay(PauseAfterFailure, time, cancellationToken);
            return;
        }

        var quality = TransferQuality.Of(result.Data);
        board.Observe(block.ContentType, new Setting(result.Data.Codec, result.Data.Level), quality);
        courier.Add(new PendingFeedback(
            block.ContentType, new ResultFeedback(result.Id, Feedback.FromQuality(quality, FeedbackSource.Automatic, time: time))));
    }

    private async Task<Block> NextAsync(CancellationToken cancellationToken)
    {
        await _sampling.WaitAsync(cancellationToken);
        try
        {
            await KeepPaceAsync(cancellationToken);
            return await sampler.NextAsync(cancellationToken);
        }
        finally
        {
            _sampling.Release();
        }
    }

    // What was missed is not made up for: a burst would measure itself.
    private async Task KeepPaceAsync(CancellationToken cancellationToken)
    {
        var elapsed = time.GetElapsedTime(_start);
        if (_next > elapsed) await Task.Delay(_next - elapsed, time, cancellationToken);
        _next = (_next > elapsed ? _next : elapsed) + (TimeSpan.FromSeconds(1) / (OperationsPerSecond * contentTypes));
    }
}
