using System.Net;
using System.Net.Sockets;

namespace SelfLearning.Tests.Servers;

/// <summary>Ports on the loopback address that are free now.</summary>
internal static class FreePorts
{
    /// <summary>So many different ports.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners) listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners) listener.Dispose();
        }
    }
}
