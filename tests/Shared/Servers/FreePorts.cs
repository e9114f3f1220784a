using System.Net;
using System.Net.Sockets;

namespace SelfLearning.Tests.Servers;

/// <summary>Ports on the loopback address that are free now. None is given out twice: who got it may not have opened it yet.</summary>
internal static class FreePorts
{
    private static readonly HashSet<int> Given = [];

    /// <summary>So many different ports.</summary>
    public static int[] Take(int count)
    {
        var listeners = new List<TcpListener>();
        var ports = new List<int>();
        try
        {
            lock (Given)
            {
                while (ports.Count < count)
                {
                    var listener = new TcpListener(IPAddress.Loopback, 0);
                    listeners.Add(listener);
                    listener.Start();
                    var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                    if (Given.Add(port)) ports.Add(port);
                }
            }

            return [.. ports];
        }
        finally
        {
            foreach (var listener in listeners) listener.Dispose();
        }
    }
}
