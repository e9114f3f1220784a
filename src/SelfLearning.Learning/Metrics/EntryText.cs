using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>What few recent entries have.</summary>
/// <param name="CallerId">The caller's own id of an operation without a decision.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Details">Metadata and parameter values.</param>
internal sealed record EntryText(string? CallerId, string? Error, ImmutableDictionary<string, string>? Details)
{
    /// <summary>The texts of an operation; <c>null</c> where it has none.</summary>
    public static EntryText? Of(in EndedOperation operation, bool withDetails)
    {
        var callerId = operation.Decision.HasValue ? null : operation.CallerId;
        var details = withDetails && operation.Details is { IsEmpty: false } all ? all : null;
        return callerId is null && operation.Error is null && details is null
            ? null
            : new EntryText(callerId, operation.Error?.Cut(RecentEntries.MaximumErrorLength), details);
    }

    /// <summary>The same without details; <c>null</c> where nothing else is there.</summary>
    public EntryText? WithoutDetails() =>
        Details is null ? this
        : CallerId is null && Error is null ? null
        : this with { Details = null };
}
