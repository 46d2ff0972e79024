using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Webinars.Servers;

namespace Webinars.Web.Tests;

/// <summary>The hub where there is no socket to write to past the server: under TLS, and as one of many streams of HTTP/2.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private const int Said = 60;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly WebinarsApp _app = new();
    private readonly int _port = ServerProcess.FreePort();
    private string? _thumbprint;

    public async ValueTask InitializeAsync()
    {
        using var key = RSA.Create(2048);
        using var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _thumbprint = own.Thumbprint;
        var (path, keyPath) = (Path.Combine(_app.Folder, "own.pem"), Path.Combine(_app.Folder, "own.key"));
        await File.WriteAllTextAsync(path, own.ExportCertificatePem(), Ct);
        await File.WriteAllTextAsync(keyPath, key.ExportPkcs8PrivateKeyPem(), Ct);
        _app.Settings["Kestrel__Endpoints__Plain__Url"] = _app.Url;
        _app.Settings["Kestrel__Endpoints__Tls__Url"] = $"https://localhost:{_port}";
        _app.Settings["Kestrel__Endpoints__Tls__Certificate__Path"] = path;
        _app.Settings["Kestrel__Endpoints__Tls__Certificate__KeyPath"] = keyPath;
        await _app.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_room_is_heard_whole_and_in_order(int version)
    {
        var (host, attendees, webinar) = await _app.Scheduled(1);
        await using var speaker = await host.Enter(webinar);
        for (var i = 0; i < Said; i++)
        {
            await speaker.Say($"before {i} {new string('x', 400)}");
        }

        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = new Version(version, version == 1 ? 1 : 0);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _thumbprint } };
        using var invoker = new HttpMessageInvoker(handler);
        await socket.ConnectAsync(new Uri($"wss://localhost:{_port}/hub?webinarId={webinar}&access_token={await attendees[0].Ticket(webinar)}"), invoker, Ct);
        await Send(socket, """{"protocol":"json","version":1}""");
        await Send(socket, """{"type":1,"invocationId":"r","target":"Resume","arguments":[null,null]}""");
        var speaking = Task.Run(async () =>
        {
            for (var i = 0; i < Said; i++)
            {
                await speaker.Say($"after {i}");
            }
        }, Ct);

        var heard = new List<JsonElement>();
        while (!heard.Any(one => one.GetRawText().Contains($"after {Said - 1}\"", StringComparison.Ordinal)))
        {
            heard.AddRange(await Receive(socket));
        }

        await speaking;
        Assert.Equal("{}", heard[0].GetRawText());
        var resumed = heard.Single(one => one.TryGetProperty("invocationId", out var id) && id.GetString() == "r").GetProperty("result");
        Assert.Contains($"before {Said - 1} ", resumed.GetProperty("snapshot").GetRawText(), StringComparison.Ordinal);
        var position = resumed.GetProperty("position").GetInt64();
        foreach (var frame in heard.Where(one => one.TryGetProperty("target", out var target) && target.GetString() == "Frame").Select(one => one.GetProperty("arguments")[0]))
        {
            Assert.True(frame.GetProperty("from").GetInt64() <= position, $"a frame from {frame.GetProperty("from")} to who holds {position}");
            position = Math.Max(position, frame.GetProperty("to").GetInt64());
        }
    }

    private static Task Send(ClientWebSocket socket, string record) => socket.SendAsync(Encoding.UTF8.GetBytes(record + '\x1e'), WebSocketMessageType.Text, true, Ct);

    /// <returns>The records of the next message.</returns>
    private static async Task<IEnumerable<JsonElement>> Receive(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return Encoding.UTF8.GetString(message.ToArray()).Split('\x1e', StringSplitOptions.RemoveEmptyEntries).Select(record => JsonElement.Parse(record));
    }
}
