using SelfLearning.Tests.Servers;

namespace SelfLearning.Tool.Tests.Diagnosis;

/// <summary>A test on a real server: it runs where the server can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    /// <param name="server">The name of the class that starts it.</param>
    public ServerFactAttribute(string server) => Skip = server switch
    {
        nameof(AzuriteProcess) => AzuriteProcess.Missing,
        nameof(PostgresProcess) => PostgresProcess.Missing,
        nameof(RedisProcess) => RedisProcess.Missing,
        _ => throw new ArgumentException($"'{server}' is no server of the tests.", nameof(server)),
    };
}
