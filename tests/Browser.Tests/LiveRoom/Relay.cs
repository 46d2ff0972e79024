using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Webinars.Servers;
using Webinars.Web.Tests;

namespace Webinars.Browser.Tests.LiveRoom;

/// <summary>Stands before the product as a balancer would, byte for byte, and can say over every line to a room what a node says that goes.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, ServerProcess.FreePort());
    private readonly ConcurrentBag<Line> _lines = [];
    private readonly int _port;

    public Relay(int port)
    {
        _port = port;
        _listener.Start();
        _ = Accept();
    }

    public string Url => $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>To the hub, in the order in which they were opened.</summary>
    public IReadOnlyList<Line> Lines => [.. _lines.Where(line => line.IsToHub).OrderBy(line => line.OpenedAt)];

    public void SayMoving(int withinMilliseconds)
    {
        var text = Encoding.UTF8.GetBytes($$"""{"type":1,"target":"Notice","arguments":[{"code":"moving","withinMilliseconds":{{withinMilliseconds}}}]}""" + "\u001e");
        byte[] frame = [0x81, (byte)text.Length, .. text];
        foreach (var line in Lines.Where(line => line.ClosedAt is null))
        {
            line.Say(frame);
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var line = new Line(await _listener.AcceptTcpClientAsync());
                _lines.Add(line);
                _ = line.Carry(_port);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It was closed.
        }
    }

    internal sealed class Line(TcpClient browser)
    {
        private readonly Lock _writing = new();

        public bool IsToHub { get; private set; }

        public DateTimeOffset OpenedAt { get; } = DateTimeOffset.UtcNow;

        public DateTimeOffset? ClosedAt { get; private set; }

        /// <summary>Between two frames: the server writes each in one piece, and it is a quiet room.</summary>
        public void Say(ReadOnlySpan<byte> frame)
        {
            lock (_writing)
            {
                browser.GetStream().Write(frame);
            }
        }

        public async Task Carry(int port)
        {
            try
            {
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, port);
                await Task.WhenAny(Up(server), Down(server));
            }
            catch (Exception error) when (error is IOException or SocketException)
            {
                // One of the two has gone.
            }
            finally
            {
                ClosedAt = DateTimeOffset.UtcNow;
                browser.Dispose();
            }
        }

        private async Task Up(TcpClient server)
        {
            var buffer = new byte[64 * 1024];
            while (await browser.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                IsToHub |= Encoding.ASCII.GetString(buffer, 0, Math.Min(read, 16)).StartsWith("GET /hub?", StringComparison.Ordinal);
                await server.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }

        private async Task Down(TcpClient server)
        {
            var buffer = new byte[64 * 1024];
            while (await server.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                Say(buffer.AsSpan(0, read));
            }
        }
    }
}
