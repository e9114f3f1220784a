namespace SelfLearning.Server;

/// <content>
/// Older slots and policy versions move to segments, beside the next writes. They leave the record with the write that follows; until then
/// they are in both, which is harmless.
/// </content>
internal sealed partial class LearningState
{
    // While segments are slower than the feedback that comes, the next write waits for them: the record stays within its bound.
    private const int MostSlotsBeside = FeedbackLedger.MaximumRecentSlots * 3 / 2;

    private SpillBatch? _spill;
    private Task _spilling = Task.CompletedTask;

    private static int PartsOf(ContextModel model, long hour) => model.Ledger.Hours.TryGet(hour, out var entry) ? entry.Parts : 0;

    private async Task AfterWriteAsync()
    {
        if (_spill is { } spill && _model is { } model)
        {
            _spill = null;
            _spilling = SpillAsync(model, spill);
            // What is given up is written by a write of its own.
            if (!spill.GivenUp.IsEmpty) await _spilling;
        }

        if (_model?.Ledger.Slots.Count > MostSlotsBeside) await _spilling;
    }

    private async Task SpillAsync(ContextModel model, SpillBatch spill)
    {
        using var activity = ServerActivities.Spill(_identity.Module);
        try
        {
            foreach (var hour in spill.Hours)
            {
                var (parts, slots) = await Segments.MergeAsync(hour.Hour, hour.Slots, hour.Policies);
                model.Spilled(hour, parts, slots);
                _moves++;
            }

            foreach (var hour in spill.Expired)
            {
                await Segments.ClearHourAsync(hour, PartsOf(model, hour));
                model.Ledger.Hours.Remove(hour);
                _moves++;
            }

            foreach (var hour in spill.GivenUp)
                if (!await TryGiveUpAsync(model, hour)) return;
            if (ReferenceEquals(model, _model)) _isDirty = true;
        }
        catch (InconsistentStateException exception)
        {
            if (_model is not null) Fail(exception);
        }
        catch (Exception exception)
        {
            ServerLog.SpillFailed(_logger, _identity.Module, _identity.Key.Text, exception);
        }
    }

    // The window begins later from now on. That is on storage before the slots are deleted: a decision whose slot is gone must be late.
    private async Task<bool> TryGiveUpAsync(ContextModel model, long hour)
    {
        model.Ledger.Hours.KeepFrom(hour + 1);
        _metrics.WindowShrunk(_identity.Module);
        ServerLog.WindowShrunk(_logger, _identity.Module, _identity.Key.Text, DateTimeOffset.FromUnixTimeSeconds((hour + 1) * 3_600));
        try
        {
            await _stored.WriteAsync(model.Save());
        }
        catch (Exception exception)
        {
            if (_model is not null) Fail(exception);
            return false;
        }

        var (parts, policies) = await Segments.KeepPoliciesAsync(hour, PartsOf(model, hour));
        if (policies.IsEmpty) model.Ledger.Hours.Remove(hour);
        else model.Ledger.Hours.Add(hour, parts, 0, policies.Select(policy => policy.Version));
        _moves++;
        return true;
    }
}
