using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SelfLearning.Web.Tests.Fuzzing;

/// <summary>Sends bytes to a server and reads the status of its answer. What HttpClient would refuse to send is sent.</summary>
internal static class RawHttp
{
    // A body that never comes is waited for by the server for as long as its own limits say; nobody else has to.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(400);

    /// <summary>The status of the answer; <c>null</c> where the server has closed the connection without one, or waits for more.</summary>
    /// <param name="address">Where the server is.</param>
    /// <param name="request">The bytes.</param>
    /// <param name="mustBeAnswered">Whether to wait for an answer however long it takes.</param>
    public static async Task<int?> SendAsync(Uri address, ReadOnlyMemory<byte> request, bool mustBeAnswered)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };
        await socket.ConnectAsync(address.Host, address.Port);
        using var end = new CancellationTokenSource(mustBeAnswered ? Patience : Silence);
        var answer = ReadAsync(socket, end.Token);
        try
        {
            for (var sent = 0; sent < request.Length;) sent += await socket.SendAsync(request[sent..], end.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The server has answered and closed before it read all of it.
        }

        return await answer;
    }

    // All of the answer is read, so that the server is done with it.
    private static async Task<int?> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var head = new StringBuilder();
        try
        {
            int count;
            while ((count = await socket.ReceiveAsync(buffer, cancellationToken)) > 0)
                if (head.Length < 64) head.Append(Encoding.Latin1.GetString(buffer, 0, Math.Min(count, 64)));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // Closed by the server, or it waits for more.
        }

        var text = head.ToString();
        return text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && text.Length >= 12 ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : null;
    }
}
