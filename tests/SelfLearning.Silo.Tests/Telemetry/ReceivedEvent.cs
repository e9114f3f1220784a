namespace SelfLearning.Silo.Tests.Telemetry;

/// <summary>An event of a span, or a log record, as a collector gets it.</summary>
internal sealed record ReceivedEvent(string Name, string TraceId, Dictionary<string, object> Attributes);
