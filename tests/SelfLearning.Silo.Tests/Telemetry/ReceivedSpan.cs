namespace SelfLearning.Silo.Tests.Telemetry;

/// <summary>A span as a collector gets it.</summary>
internal sealed record ReceivedSpan(
    string Source, string TraceId, string Id, string ParentId, string Name, Dictionary<string, object> Attributes, IReadOnlyList<ReceivedEvent> Events);
