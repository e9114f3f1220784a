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
    /// <returns>The result. Its outcome is sent later, as that of <see cref="Operation{TConfig}"/> is.</returns>
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

    /// <summary>
    /// Begins an operation that the host runs and ends by hand. The host decides itself, with what the cluster last said is in force in the
    /// context: it asks at the first use, after a minute without use, every 5 seconds while in use, and when the host changes something;
    /// else the call completes at once.
    /// </summary>
    /// <typeparam name="TConfig">The module's configuration record.</typeparam>
    /// <param name="context">The context key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ModuleConfigurationException">The configuration record is not valid or not the one this host added for the module.</exception>
    /// <exception cref="ClusterUnavailableException">
    /// The cluster does not answer, and this host has never used the context or has not heard of it for an hour.
    /// </exception>
    ValueTask<Operation<TConfig>> BeginAsync<TConfig>(ContextKey context, CancellationToken cancellationToken = default)
        where TConfig : ModuleConfig;

    /// <summary>
    /// Begins an operation for a caller that has no configuration record, may be another process, and may end it through any silo: nothing
    /// is held here, the result id carries what was decided. Decided here, with what the cluster last said, as by
    /// <see cref="BeginAsync{TConfig}"/>.
    /// </summary>
    /// <param name="context">The context key.</param>
    /// <param name="overrides">
    /// The caller's own values by the names of their parameters, as text of 1 to 200 characters; they need not be among the values of the
    /// parameter. The operation is no evidence for these parameters.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ModuleProcessingException">A name is none of the module's parameters, or a value is empty or too long.</exception>
    /// <exception cref="ClusterUnavailableException">
    /// The cluster does not answer, and this host has never used the context so or has not heard of it for an hour.
    /// </exception>
    ValueTask<BegunOperation> BeginByValuesAsync(
        ContextKey context, IReadOnlyDictionary<string, string>? overrides = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says how an operation of <see cref="BeginByValuesAsync"/> has ended. It is counted when the call returns, and on storage within the
    /// module's MetricsFlushInterval. When a call fails, send the same outcome again: it counts once.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ArgumentException">A member of the outcome is out of its range; the message names it.</exception>
    /// <remarks>
    /// An operation may be completed up to 24 hours after it began and up to an hour after it ended, by its duration; in a context where more
    /// than 2,048 operations end so within an hour, for as long as these 2,048 reach back. After that the receipt is
    /// <see cref="CompletionReceipt.Late"/>: it is not counted, because it can no longer be told whether it was.
    /// </remarks>
    Task<CompletionReceipt> CompleteAsync(OperationOutcome outcome, CancellationToken cancellationToken = default);

    /// <summary>Says how several operations have ended; sent in bounded calls one after the other.</summary>
    /// <param name="outcomes">The outcomes, any number. All are checked before the first is sent.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The receipts in the order of the outcomes.</returns>
    /// <exception cref="ArgumentException">An outcome is not valid; the message names its place and member. Nothing was sent.</exception>
    /// <exception cref="SelfLearningException">
    /// The cluster did not answer. Earlier parts may be counted: send the same list again, and what was counted is answered with Duplicate.
    /// </exception>
    /// <inheritdoc cref="CompleteAsync(OperationOutcome, CancellationToken)" path="/remarks"/>
    Task<IReadOnlyList<CompletionReceipt>> CompleteAsync(IReadOnlyList<OperationOutcome> outcomes, CancellationToken cancellationToken = default);

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

    /// <summary>How the module, or one of its contexts, did over a period, step by step: the steps add up to <see cref="GetPerformanceMetricsAsync"/>.</summary>
    /// <param name="period"><c>1h</c>, <c>24h</c>, <c>7d</c> or <c>30d</c>; any other text logs a warning and means <c>24h</c>.</param>
    /// <param name="context">The context key; <c>null</c> for all contexts together, then without percentiles.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<PerformanceHistory> GetPerformanceHistoryAsync(
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

    /// <summary>A part of the module's contexts, in ordinal order of their keys.</summary>
    /// <param name="after">The key it begins after; <c>null</c> for the beginning.</param>
    /// <param name="limit">The most contexts returned, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="MetricsException">The limit is out of its range.</exception>
    /// <exception cref="SelfLearningException">The cluster did not answer; retryable.</exception>
    Task<IReadOnlyList<ContextInfo>> GetContextsAsync(string? after, int limit, CancellationToken cancellationToken = default);

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

    /// <summary>Whether a context learns and, if not, why: one reason and one sentence with the figures. Answered while storage is unavailable too.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<LearningStatus> GetLearningStatusAsync(ContextKey context, CancellationToken cancellationToken = default);

    /// <summary>Registers this module as one that only hosts run, or a newer revision of it.</summary>
    /// <param name="definition">Its definition, under this client's name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The definition in force: a higher revision registered before wins.</returns>
    /// <exception cref="ModuleConfigurationException">The definition is not valid, is another module's, or its revision is registered with other content.</exception>
    Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, CancellationToken cancellationToken = default);

    /// <summary>The definition in force, with the options in force.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ModuleNotFoundException">Nobody has registered the module.</exception>
    /// <exception cref="SelfLearningException">The cluster did not answer; retryable.</exception>
    Task<ModuleDefinition> GetDefinitionAsync(CancellationToken cancellationToken = default);

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

    /// <summary>
    /// Deletes all records of a context and its row in the catalog; the next call under its key begins anew. Feedback on what it decided more
    /// than a minute before is <see cref="FeedbackReceipt.Late"/> from then on; a call that still runs ends well and is counted nowhere.
    /// </summary>
    /// <param name="context">The context key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task DeleteContextAsync(ContextKey context, CancellationToken cancellationToken = default);

    /// <summary>Policy, adaptations and summary of every context, in ordinal order of the keys, read one by one.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SelfLearningException">
    /// A context cannot be read; its <see cref="SelfLearningException.Context"/> names it. The export ends there: one that leaves a context out
    /// would pass for a whole one.
    /// </exception>
    IAsyncEnumerable<ContextExport> ExportAsync(CancellationToken cancellationToken = default);
}
