using System.Net.Sockets;
using System.Text;

namespace Webinars.Servers.CommandLine;

/// <summary>A running cluster takes commands over a socket in its folder: a line in, an answer out.</summary>
public sealed class Control(Cluster cluster, string folder)
{
    private readonly TaskCompletionSource _down = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once somebody has said <c>down</c>.</summary>
    public Task Down => _down.Task;

    /// <exception cref="SocketException">Nothing runs there.</exception>
    public static async Task<string> Ask(string folder, string command)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Place(folder)));
        await socket.SendAsync(Encoding.UTF8.GetBytes(command + "\n"));
        using var answer = new StreamReader(new NetworkStream(socket));
        return await answer.ReadToEndAsync();
    }

    /// <summary>One command after the other, until it is cancelled.</summary>
    public async Task Listen(CancellationToken cancellation)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        File.Delete(Place(folder));
        listener.Bind(new UnixDomainSocketEndPoint(Place(folder)));
        listener.Listen();
        while (true)
        {
            using var caller = await listener.AcceptAsync(cancellation);
            try
            {
                using var lines = new StreamReader(new NetworkStream(caller));
                var answer = await Answer(await lines.ReadLineAsync(cancellation) ?? "");
                await caller.SendAsync(Encoding.UTF8.GetBytes(answer + "\n"), cancellation);
            }
            catch (Exception gone) when (gone is SocketException or IOException)
            {
                // Whoever asked did not wait for the answer.
            }
        }
    }

    /// <summary>What runs where.</summary>
    public async Task<string> Status()
    {
        var balanced = cluster.Balancer.IsRunning ? await cluster.Balancer.Nodes() : new Dictionary<string, (string Status, int Weight, int Connections)>();
        var lines = cluster.Servers.Select(one => $"{one.Name,-9} {(one.Server.IsRunning ? $"pid {one.Server.ProcessId,-8}" : "stopped     ")} port {one.Server.Port,-6} "
            + (balanced.TryGetValue(one.Name, out var seen) ? $"{seen.Status,-5} weight {seen.Weight,-4} connections {seen.Connections,-6}{Path.GetDirectoryName(((NodeProcess)one.Server).Program)}" : "")).ToList();
        return string.Join('\n', [$"{cluster.Url}  (sandbox: {cluster.Url}/sandbox, logs: {folder}/*/log)", .. lines.Select(line => line.TrimEnd())]);
    }

    private async Task<string> Answer(string command)
    {
        try
        {
            return await Do(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception error)
        {
            return $"That failed: {error.Message}";
        }
    }

    private static string Place(string folder) => Path.Combine(folder, "control");

    private async Task<string> Do(string[] words)
    {
        switch (words)
        {
            case ["status"]:
                break;
            case ["kill", var name]:
                await Find(name).Kill();
                break;
            case ["stop", var name]:
                await Find(name).Stop();
                break;
            case ["start", var name]:
                await (Find(name) is NodeProcess node ? cluster.Start(node) : Find(name).Start());
                break;
            case ["freeze", var name]:
                await Find(name).Freeze();
                break;
            case ["thaw", var name]:
                await Find(name).Thaw();
                break;
            case ["roll"]:
                await cluster.Roll();
                break;
            case ["roll", var program]:
                await cluster.Roll(program);
                break;
            case ["canary", var program]:
                await cluster.Canary(program);
                break;
            case ["promote"]:
                await cluster.Promote();
                break;
            case ["back"]:
                await cluster.Back();
                break;
            case ["down"]:
                _down.TrySetResult();
                return "Going down.";
            default:
                return "There is no such command.";
        }

        return await Status();
    }

    /// <param name="name">Of a server, or a node's number.</param>
    private ServerProcess Find(string name) =>
        cluster.Servers.FirstOrDefault(one => one.Name == name || one.Name == "node" + name).Server ?? throw new ArgumentException($"there is no {name}.");
}
