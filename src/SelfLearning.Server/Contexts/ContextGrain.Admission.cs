using System.Globalization;

namespace SelfLearning.Server;

/// <content>How many operations run at a time: a call that would have to wait for too many others is refused before it costs anything.</content>
internal sealed partial class ContextGrain
{
    private int _admitted;

    private void Admit(string? operationId)
    {
        if (_admitted >= _load.MaximumCallsPerContext)
        {
            throw Busy(
                operationId, $"Context '{_identity.Key}' of module '{_identity.Module}'", _load.MaximumCallsPerContext, nameof(SelfLearningSiloOptions.MaximumCallsPerContext),
                "spread the load over more contexts");
        }

        if (!_load.TryBeginCall())
        {
            throw Busy(
                operationId, $"The silo of module '{_identity.Module}', context '{_identity.Key}',", _load.MaximumCalls, nameof(SelfLearningSiloOptions.MaximumCalls),
                "add silos");
        }

        _admitted++;
    }

    private void Dismiss(RunningCall call)
    {
        if (call.Reply is not null) _calls.Remove(call.Name);
        _load.EndCall();
        if (--_admitted == 0 && _isLeaving) this.DeactivateOnIdle();
    }

    private ModuleOverloadedException Busy(string? operationId, string who, int limit, string option, string more)
    {
        _instruments.Refused(_identity.Module);
        return new ModuleOverloadedException(string.Create(
            CultureInfo.InvariantCulture,
            $"{who} runs {limit:N0} operations, as many as it may at a time. Nothing was run: call again after a pause. Should it last: {more}, or raise {SelfLearningSiloOptions.Section}:{option}."))
        {
            Module = _identity.Module,
            Context = _identity.Key.Text,
            OperationId = operationId,
            IsRetryable = true,
        };
    }

    /// <summary>The place of one call, given back when it has ended; the default one is nobody's.</summary>
    private readonly struct Admission(ContextGrain grain, RunningCall call) : IDisposable
    {
        public void Dispose() => grain?.Dismiss(call);
    }
}
