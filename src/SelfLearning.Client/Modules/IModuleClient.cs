namespace SelfLearning;

/// <summary>
/// Everything a host app does with a module: run it in the host, judge its results, see what it learned, decide over the learner.
/// Safe to use from any thread. Overloads that take the context key as text are in <see cref="ModuleClientExtensions"/>.
/// </summary>
/// <remarks>
/// Every call may throw a <see cref="ModuleNotFoundException"/> when no silo runs the module and no host has registered it, and a
/// <see cref="SelfLearningException"/> with <see cref="SelfLearningException.IsRetryable"/> when the cluster did not answer within
/// 5 seconds or cannot be reached; calling again with the same arguments is then safe. A cancelled token ends the waiting, not a
/// call that is on its way.
/// </remarks>
public interface IModuleClient
{
    /// <summary>The module's name.</summary>
    string Name { get; }

    /// <summary>
    /// Runs the host's own code as one operation of the module: decides the parameters, measures the duration, records success or
    /// failure, and gives the result an id for feedback.
    /// </summary>
    /// <typeparam name="TConfig">The module's configuration record.</typeparam>
    /// <typeparam name="TResult">What the code makes.</typeparam>
    /// <param name="context">The context key.</param>
    /// <param name="run">The code. An exception is recorded as a failure and thrown on as it is; a cancellation by <paramref name="cancellationToken"/> as Partial.</param>
    /// <param name="cancellationToken">Passed to <paramref name="run"/>.</param>
    /// <returns>The result. It is returned even when the record of the operation could not be sent, which is logged as a warning.</returns>
    /// <exception cref="ModuleConfigurationException">The configuration record is not valid or not the one this host added for the module.</exception>
    Task<ModuleResult<TResult>> RunAsync<TConfig, TResult>(
        ContextKey context, Func<TConfig, CancellationToken, Task<TResult>> run, CancellationToken cancellationToken = default)
        where TConfig : ModuleConfig;

    /// <summary>Runs the host's own code as one operation of the module, and judges the result automatically.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="run">The code.</param>
    /// <param name="quality">
    /// The automatic quality of the result, 0 to 1; <c>null</c> when there is none. Not part of the measured duration. When it
    /// throws or leaves the range, the operation has no quality and a warning is logged.
    /// </param>
    /// <param name="cancellationToken">Passed to both functions.</param>
    /// <inheritdoc cref="RunAsync{TConfig, TResult}(ContextKey, Func{TConfig, CancellationToken, Task{TResult}}, CancellationToken)"/>
    Task<ModuleResult<TResult>> RunAsync<TConfig, TResult>(
        ContextKey context,
        Func<TConfig, CancellationToken, Task<TResult>> run,
        Func<TResult, CancellationToken, ValueTask<double?>> quality,
        CancellationToken cancellationToken = default)
        where TConfig : ModuleConfig;

    /// <summary>Begins an operation that the host runs and ends by hand.</summary>
    /// <typeparam name="TConfig">The module's configuration record.</typeparam>
    /// <param name="context">The context key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ModuleConfigurationException">The configuration record is not valid or not the one this host added for the module.</exception>
    Task<Operation<TConfig>> BeginAsync<TConfig>(ContextKey context, CancellationToken cancellationToken = default)
        where TConfig : ModuleConfig;

    /// <summary>Judges a result.</summary>
    /// <param name="resultId">The id of a module result or an operation. Any text that is none gets <see cref="FeedbackReceipt.Unknown"/>.</param>
    /// <param name="feedback">The judgement. When a call fails, send this same object again: its Id makes it count once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What became of it, after the write that holds it.</returns>
    /// <exception cref="ArgumentException">A member of the feedback is out of its range; the message names it.</exception>
    Task<FeedbackReceipt> ApplyFeedbackAsync(string resultId, Feedback feedback, CancellationToken cancellationToken = default);

    /// <summary>Judges many results; sent in bounded calls one after the other.</summary>
    /// <param name="feedbacks">The judgements, any number. All are checked before the first is sent.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The receipts in the order of the feedbacks.</returns>
    /// <exception cref="ArgumentException">A feedback is not valid; the message names its place and member. Nothing was sent.</exception>
    /// <exception cref="SelfLearningException">
    /// The cluster did not answer. Earlier parts may be kept: send the same list again, and what was kept is answered with Duplicate.
    /// </exception>
    Task<IReadOnlyList<FeedbackReceipt>> ApplyFeedbackAsync(
        IReadOnlyList<ResultFeedback> feedbacks, CancellationToken cancellationToken = default);

    /// <summary>How the module, or one of its contexts, did over a period.</summary>
    /// <param name="period"><c>1h</c>, <c>24h</c>, <c>7d</c> or <c>30d</c>; any other text logs a warning and means <c>24h</c>.</param>
    /// <param name="context">The context key; <c>null</c> for all contexts together.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<PerformanceSummary> GetPerformanceMetricsAsync(
        string period = "24h", ContextKey? context = null, CancellationToken cancellationToken = default);

    /// <summary>Single operations of one context, newest first.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="limit">The most entries, 1 to 10,000.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="MetricsException">The limit is out of its range.</exception>
    /// <exception cref="ModuleProcessingException">The filter's context is not a context key.</exception>
    Task<IReadOnlyList<MetricEntry>> GetMetricsAsync(MetricsFilter filter, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>All contexts of the module in ordinal order of their keys, read page by page. Not a snapshot: a context made meanwhile may be missing.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<ContextInfo> GetContextsAsync(CancellationToken cancellationToken = default);

    /// <summary>The last adaptations of a context, newest first, at most 50.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<IReadOnlyList<Adaptation>> GetAdaptationsAsync(ContextKey context, CancellationToken cancellationToken = default);

    /// <summary>The last feedbacks of a context, newest first, at most 100.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<IReadOnlyList<ReceivedFeedback>> GetFeedbackAsync(ContextKey context, CancellationToken cancellationToken = default);

    /// <summary>Puts a value in use that a person or a program proposes, and pins the parameter.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="value">One of its values, as invariant text.</param>
    /// <param name="decider">Who decides.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AdaptationException">There is no such parameter or value, or the decider is not named.</exception>
    Task<Adaptation> SuggestAdaptationAsync(
        ContextKey context, string parameterName, string value, Decider decider, CancellationToken cancellationToken = default);

    /// <summary>Applies a proposed adaptation. When the value it starts from is no longer in use, it comes back Superseded.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="adaptation">Its <see cref="Adaptation.Id"/>.</param>
    /// <param name="decider">Who decides.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AdaptationException">There is no such adaptation, it is not proposed, or the decider is not named.</exception>
    Task<Adaptation> ApproveAsync(ContextKey context, long adaptation, Decider decider, CancellationToken cancellationToken = default);

    /// <summary>Rejects a proposed adaptation and pins its parameter.</summary>
    /// <inheritdoc cref="ApproveAsync"/>
    Task<Adaptation> RejectAsync(ContextKey context, long adaptation, Decider decider, CancellationToken cancellationToken = default);

    /// <summary>Undoes an applied adaptation whose value is still in use, and pins its parameter.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="adaptation">Its <see cref="Adaptation.Id"/>.</param>
    /// <param name="decider">Who decides.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AdaptationException">There is no such adaptation, its value is not in use, or the decider is not named.</exception>
    Task<Adaptation> RollBackAsync(ContextKey context, long adaptation, Decider decider, CancellationToken cancellationToken = default);

    /// <summary>Keeps a parameter at a value until it is released: the learner goes on measuring and changes nothing.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="decider">Who decides.</param>
    /// <param name="value">One of its values, as invariant text; <c>null</c> for the value in use.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AdaptationException">There is no such parameter or value, or the decider is not named.</exception>
    Task<Pin> PinAsync(
        ContextKey context, string parameterName, Decider decider, string? value = null, CancellationToken cancellationToken = default);

    /// <summary>Lets the learner change a parameter again.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="decider">Who decides.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns><c>false</c> when it was not pinned.</returns>
    /// <exception cref="AdaptationException">There is no such parameter, or the decider is not named.</exception>
    Task<bool> ReleaseAsync(ContextKey context, string parameterName, Decider decider, CancellationToken cancellationToken = default);

    /// <summary>Runs a learning cycle now, whatever waits in the queue.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<LearningCycleReport> TriggerLearningCycleAsync(ContextKey context, CancellationToken cancellationToken = default);

    /// <summary>What the next calls of a context will use, and what is known about each value.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<PolicyView> GetPolicyAsync(ContextKey context, CancellationToken cancellationToken = default);

    /// <summary>Registers this module as one that only hosts run, or a newer revision of it.</summary>
    /// <param name="definition">Its definition, under this client's name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The definition in force: a higher revision registered before wins.</returns>
    /// <exception cref="ModuleConfigurationException">The definition is not valid, is another module's, or its revision is registered with other content.</exception>
    Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, CancellationToken cancellationToken = default);

    /// <summary>The module's options with the tag a change must name.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<VersionedOptions> GetOptionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Changes the module's options on all silos, if nobody else has changed them since they were read.</summary>
    /// <param name="options">The options.</param>
    /// <param name="etag">The tag they were read with.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ModuleConfigurationException">A member is out of its range, or the tag is no longer that of the options in force.</exception>
    Task<VersionedOptions> SetOptionsAsync(ModuleOptions options, string etag, CancellationToken cancellationToken = default);

    /// <summary>Forgets what a context learned and goes back to the defaults; metrics and the memory of counted feedback stay.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="decider">Who decides.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AdaptationException">The decider is not named.</exception>
    Task ResetLearningAsync(ContextKey context, Decider decider, CancellationToken cancellationToken = default);

    /// <summary>Deletes all records of a context and its row in the catalog.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task DeleteContextAsync(ContextKey context, CancellationToken cancellationToken = default);

    /// <summary>Policy, adaptations and summary of every context, in ordinal order of the keys, read one by one.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<ContextExport> ExportAsync(CancellationToken cancellationToken = default);
}
