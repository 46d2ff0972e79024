using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>Where a video vendor of the tests takes publishers: rtmp://127.0.0.1:{port}/app. Who comes with a known key before they are expected waits.</summary>
internal sealed class Door : IDisposable
{
    private readonly ConcurrentDictionary<string, Channel<Ingest>> _expected = new();
    private readonly TcpListener _listener;

    public Door(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _ = Accept();
    }

    public Ingest Expect(string key, string file)
    {
        var ingest = new Ingest(file);
        _expected.GetOrAdd(key, _ => Channel.CreateUnbounded<Ingest>()).Writer.TryWrite(ingest);
        return ingest;
    }

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It was closed.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        await using var connection = new RtmpConnection(client.GetStream(), "app");
        try
        {
            if (await connection.ReadPublishAsync(default) is not { } key)
            {
                return;
            }

            if (!_expected.TryGetValue(key, out var expected))
            {
                await connection.RefuseAsync("Rejected", "There is no such stream key.", default);
                return;
            }

            var ingest = await expected.Reader.ReadAsync();
            if (!await ingest.Take(connection))
            {
                expected.Writer.TryWrite(ingest);
            }
        }
        catch (Exception error) when (error is IOException or RtmpException)
        {
            // It left.
        }
    }
}
