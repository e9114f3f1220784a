namespace SelfLearning.Server.Tests.Cluster;

/// <summary>What most tests do with a module: operations, feedback on them, and what came of it.</summary>
public static class ModuleCalls
{
    /// <summary>Runs operations in the host; returns their result ids when the context has counted them.</summary>
    public static async Task<IReadOnlyList<string>> OperateAsync(this IModuleClient module, string context, int count = 1, double? quality = null)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            await using var operation = await module.BeginAsync<SceneConfig>(context);
            await operation.SucceedAsync(quality);
            ids.Add(operation.Id);
        }

        // A question sends what waits.
        await module.GetFeedbackAsync(ContextKey.Parse(context));
        return ids;
    }

    /// <summary>Runs operations and judges each in one batch, which is one turn of the context.</summary>
    public static async Task<IReadOnlyList<string>> JudgedAsync(
        this IModuleClient module, LearningCluster cluster, string context, int count, double quality)
    {
        var ids = await module.OperateAsync(context, count);
        var grain = cluster.Grains.GetGrain<Contracts.IModuleGrain>(module.Name);
        var receipts = await grain.ApplyFeedbackBatchAsync(
            [.. ids.Select(id => new ResultFeedback(id, Feedback.FromQuality(quality, time: cluster.Time)))]);
        Assert.All(receipts, receipt => Assert.Equal(FeedbackReceipt.Accepted, receipt));
        return ids;
    }

    /// <summary>The value in use of a parameter.</summary>
    public static async Task<string> ValueAsync(this IModuleClient module, string context, string parameter) =>
        (await module.GetPolicyAsync(context)).Policy.Values.Single(value => value.ParameterName == parameter).Value;

    public static Task<PolicyView> PolicyWhenAsync(this IModuleClient module, string context, Func<PolicyView, bool> wanted) =>
        Eventually.GetAsync(() => module.GetPolicyAsync(context), wanted);
}
