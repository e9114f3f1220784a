namespace SelfLearning.Server;

/// <content>What is read of segments.</content>
internal sealed partial class LearningState
{
    // Counts what has moved between the record and the segments: what was read of segments before is out of date.
    private int _moves;

    // Used within a turn only.
    private HashSet<int>? _parts;

    /// <summary>
    /// Finds the segments that feedbacks need, as far as they are in memory.
    /// </summary>
    /// <returns>The segments; <c>null</c> when some must be read first.</returns>
    public IReadOnlyList<Segment>? FindSegments(FeedbackItem[] items)
    {
        // A context without old feedback has none.
        if (Model.Ledger.Hours.IsEmpty) return [];
        var segments = new List<Segment>(2);
        foreach (var item in items)
        {
            if (item.Id is not { } id) continue;
            foreach (var hour in Model.Ledger.HoursNeeded(id, Model.Policies))
            {
                var parts = _parts ??= [];
                parts.Clear();
                if (Segments.Find(hour, FeedbackLedger.SlotKeys(id), id.PolicyVersion, parts) is { } finding)
                {
                    finding.Ignore();
                    return null;
                }

                foreach (var part in parts)
                {
                    if (Segments.TryGet(hour, part) is not { } segment) return null;
                    if (!segments.Contains(segment)) segments.Add(segment);
                }
            }
        }

        return segments;
    }

    /// <summary>
    /// Reads the segments that feedbacks need and uses them in the turn in which none is missing and none has changed since.
    /// </summary>
    /// <exception cref="AdaptationException">Storage failed; retryable.</exception>
    public async Task WithSegmentsAsync(IReadOnlyList<ResultId> ids, Action<IReadOnlyList<Segment>> use)
    {
        var (read, needs, moves) = (new Dictionary<(long Hour, int Part), Segment>(), new SegmentNeeds(), _moves);
        // The model goes on while a segment is read, so what is needed is asked again.
        while (NextMissing(ids, needs, read) is { } missing)
        {
            try
            {
                await missing;
            }
            catch (Exception exception) when (exception is not SelfLearningException)
            {
                throw _identity.StorageUnavailable(exception);
            }

            if (moves == _moves) continue;
            // A slot may have left the record for a segment that was read before it arrived there.
            read.Clear();
            needs.Clear();
            moves = _moves;
        }

        use([.. read.Values]);
    }

    /// <summary>Reads the policy versions that queued decisions need and the record does not hold, and uses the model in the turn in which none is missing.</summary>
    /// <exception cref="AdaptationException">Storage failed; retryable.</exception>
    public async Task WithQueuedPoliciesAsync(Action<ContextModel> use)
    {
        var tried = new HashSet<long>();
        while (Model.PolicyHourNeeded(tried) is { } hour)
        {
            tried.Add(hour);
            var model = Model;
            var segments = await ReadPoliciesAsync(hour);
            if (ReferenceEquals(model, Model)) model.LendPolicies(segments);
            else tried.Clear();
        }

        use(Model);
    }

    private async Task<IReadOnlyList<Segment>> ReadPoliciesAsync(long hour)
    {
        try
        {
            return await Segments.ReadPoliciesAsync(hour);
        }
        catch (Exception exception) when (exception is not SelfLearningException)
        {
            throw _identity.StorageUnavailable(exception);
        }
    }

    // Adds the parts that a feedback needs; a task when it is not known yet which.
    private Task? Need(ResultId id, SegmentNeeds needs)
    {
        var hours = Model.Ledger.HoursNeeded(id, Model.Policies);
        if (hours.Count == 0) return null;
        foreach (var hour in hours)
        {
            if (needs.Has(id, hour)) continue;
            // The policy version too where it is held: a version that is lent to the queue may be given back while a part is read.
            var parts = new HashSet<int>();
            if (Segments.Find(hour, FeedbackLedger.SlotKeys(id), id.PolicyVersion, parts) is { } finding) return finding;
            needs.Add(id, hour, parts);
        }

        return null;
    }

    private Task? NextMissing(IReadOnlyList<ResultId> ids, SegmentNeeds needs, Dictionary<(long Hour, int Part), Segment> read)
    {
        foreach (var id in ids)
            if (Need(id, needs) is { } finding) return finding;
        foreach (var key in needs.Parts)
            if (!read.ContainsKey(key)) return ReadAsync(key);
        return null;

        async Task ReadAsync((long Hour, int Part) key)
        {
            var moves = _moves;
            var segment = await Segments.ReadPartAsync(key.Hour, key.Part);
            if (moves == _moves) read[key] = segment;
        }
    }
}
