using SelfLearning.Tests.Servers;

namespace SelfLearning.Tests.Conformance;

/// <summary>Redis and PostgreSQL: where one is missing, no test of this project runs.</summary>
internal static class StorageServer
{
    public static string? Missing => RedisProcess.Missing ?? PostgresProcess.Missing;
}
