using SelfLearning.Cluster;

namespace SelfLearning.Modules;

/// <summary>Checks outcomes of operations that were begun by values and sends them in calls of a bounded size.</summary>
internal sealed class Completions(ClusterGrains grains)
{
    public async Task<IReadOnlyList<CompletionReceipt>> CompleteAsync(IReadOnlyList<OperationOutcome> outcomes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return await ResultCalls.SendAsync(
            outcomes.Select(Checked).ToList(), outcome => outcome.ResultId, CompletionReceipt.Unknown,
            part => grains.ModuleAsync("CompleteAsync", g => g.CompleteAsync(part), cancellationToken));
    }

    private static OperationOutcome Checked(OperationOutcome outcome, int place)
    {
        if (outcome is null) throw new ArgumentException($"outcomes[{place}] is null: nothing was sent.");
        try
        {
            return outcome.Require();
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"outcomes[{place}]: {exception.Message} Nothing was sent.", exception);
        }
    }
}
