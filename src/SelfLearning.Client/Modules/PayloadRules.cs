using System.Text.Json;

namespace SelfLearning.Modules;

/// <summary>How requests leave this process and results come in.</summary>
/// <param name="Json">How they are written.</param>
/// <param name="SizeLimit">The largest request, in bytes of JSON.</param>
/// <param name="AlwaysSent">
/// Whether every request leaves the process, as it does in a host without a silo. With an embedded silo a request mostly stays
/// inside, by reference, and making JSON only to measure it would cost more than the call: there the receiving silo checks.
/// </param>
internal sealed record PayloadRules(JsonSerializerOptions Json, int SizeLimit, bool AlwaysSent)
{
    /// <summary>Wraps a request.</summary>
    /// <exception cref="ModuleProcessingException">It has no JSON form or is too large to be sent.</exception>
    public Payload Wrap<TRequest>(string module, TRequest request, string? operationId)
        where TRequest : notnull
    {
        Payload payload;
        int size;
        try
        {
            // A request that is JSON already is written at once.
            payload = Payload.Of(request, Json);
            if (!AlwaysSent) return payload;
            size = payload.ToJson().Length;
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new ModuleProcessingException(
                $"The request of module '{module}' was not sent: its type {typeof(TRequest).Name} has no JSON form ({exception.GetBaseException().Message}). "
                + "Use a plain record, or give AddSelfLearningClient JSON options that can write it.",
                exception)
            { Module = module, OperationId = operationId, Reason = FailureReason.Invalid, Field = "input" };
        }

        if (size <= SizeLimit) return payload;
        throw new ModuleProcessingException(
            $"The request of module '{module}' was not sent: it has {size:N0} bytes of JSON and the limit is {SizeLimit:N0}. Pass large data by "
            + "reference (a path, a URL, a blob name), or raise the limit here and on the silos.")
        { Module = module, OperationId = operationId, Reason = FailureReason.Invalid, Field = "input" };
    }

    /// <summary>Reads a result.</summary>
    /// <exception cref="ModuleProcessingException">It is not a <typeparamref name="TResult"/>.</exception>
    public TResult Read<TResult>(string module, Payload payload, string? operationId)
        where TResult : notnull
    {
        if (payload.TryRead<TResult>(Json, out var result, out var error)) return result;
        throw new ModuleProcessingException(
            $"Module '{module}' ran, but its result cannot be read as a {typeof(TResult).Name}: {error}. The type arguments of "
            + "GetModule must be the module's own request and result types, or types with the same JSON form.")
        { Module = module, OperationId = operationId };
    }
}
