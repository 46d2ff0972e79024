using System.Diagnostics;
using System.Net.Sockets;

namespace Webinars.Servers;

/// <summary>Redis as Debian packs it, that saves nothing: killed and started again it is empty.</summary>
/// <param name="more">Further options of its command line.</param>
public sealed class RedisServer(string? folder = null, params string[] more) : ServerProcess(folder)
{
    public string ConnectionString => $"localhost:{Port}";

    /// <summary>One command, its answer in Redis's own words.</summary>
    public Task<string> Say(params string[] command) => Run(new ProcessStartInfo("redis-cli", ["-p", $"{Port}", .. command]));

    /// <summary>Cuts all connections that hear messages; they may come back at once.</summary>
    public Task CutSubscribers() => Say("client", "kill", "type", "pubsub");

    /// <param name="more">Further options of its command line.</param>
    public static async Task<RedisServer> Started(params string[] more)
    {
        var redis = new RedisServer(null, more);
        await redis.Start();
        return redis;
    }

    protected override ProcessStartInfo Command() =>
        new("redis-server", ["--port", $"{Port}", "--bind", "127.0.0.1", "::1", "--dir", Folder, "--save", "", "--appendonly", "no", .. more]);

    protected override async Task<bool> Answers()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            return (await Say("ping")).StartsWith("PONG", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            return false;
        }
    }
}
