using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Webinars.Servers;

/// <summary>The balancer, with the configuration that deployments use (deploy/haproxy).</summary>
/// <param name="environment">What that file asks for, besides where it listens.</param>
public sealed class Haproxy(IReadOnlyDictionary<string, string> environment, string? folder = null, int port = 0) : ServerProcess(folder, port)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Url => $"http://localhost:{Port}";

    /// <summary>One command of the runtime interface, its answer.</summary>
    public async Task<string> Say(string command)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Control));
        await socket.SendAsync(Encoding.UTF8.GetBytes(command + "\n"));
        using var answer = new StreamReader(new NetworkStream(socket));
        return (await answer.ReadToEndAsync()).Trim();
    }

    /// <summary>How many of a hundred new connections a node gets for each hundred of another one: 100 is usual, 0 none.</summary>
    public async Task Weigh(string node, int weight)
    {
        if (await Say($"set server nodes/{node} weight {weight}") is { Length: > 0 } refused)
        {
            throw new InvalidOperationException(refused);
        }
    }

    /// <summary>What it thinks of each node: UP, NOLB (alive, nothing new), DOWN; how much it weighs; how many connections it has.</summary>
    public async Task<IReadOnlyDictionary<string, (string Status, int Weight, int Connections)>> Nodes()
    {
        var lines = (await Say("show stat")).TrimStart('#', ' ').Split('\n');
        var names = lines[0].Split(',').Index().ToDictionary(column => column.Item, column => column.Index);
        return lines.Skip(1).Select(line => line.Split(','))
            .Where(line => line[names["pxname"]] == "nodes" && line[names["svname"]] != "BACKEND")
            .ToDictionary(line => line[names["svname"]], line => (line[names["status"]].Split(' ')[0], int.Parse(line[names["weight"]], null), int.Parse(line[names["scur"]], null)));
    }

    /// <summary>Waits until it thinks so of a node.</summary>
    public async Task Until(string node, string status)
    {
        using var limit = new CancellationTokenSource(Limit);
        while ((await Nodes())[node].Status != status)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    protected override ProcessStartInfo Command()
    {
        var start = new ProcessStartInfo("haproxy", ["-db", "-f", Path.Combine(Built.Root, "deploy", "haproxy", "haproxy.cfg")]) { WorkingDirectory = Folder };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        (start.Environment["BIND"], start.Environment["CONTROL"]) = ($"127.0.0.1:{Port}", Control);
        return start;
    }

    protected override async Task<bool> Answers()
    {
        try
        {
            return (await Say("show info")).Length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Control => Path.Combine(Folder, "control");
}
