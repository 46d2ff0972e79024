namespace Webinars.Servers;

/// <summary>Several nodes of the product behind a balancer, with their PostgreSQL, their Redis and a sandbox that they share: the picture of compose.yaml as processes.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly ClusterOptions _options;
    private readonly Dictionary<string, string?> _settings = [];

    private Cluster(ClusterOptions options)
    {
        _options = options;
        Redis = new RedisServer(Folder("redis"));
        Postgres = new PostgresServer(Folder("postgres"));
        Nodes = [.. Enumerable.Range(1, options.Nodes).Select(Node)];
        var places = Nodes.ToDictionary(node => node.Name.ToUpperInvariant(), node => $"127.0.0.1:{node.Port}");
        var sandboxPort = ServerProcess.FreePort();
        places["SANDBOX"] = $"127.0.0.1:{sandboxPort}";
        Balancer = new Haproxy(places, Folder("balancer"), options.Port);
        Sandbox = new SandboxServer(Url, Folder("sandbox"), sandboxPort);
    }

    /// <summary>Where browsers find it.</summary>
    public string Url => Balancer.Url;

    public IReadOnlyList<NodeProcess> Nodes { get; }

    public Haproxy Balancer { get; }

    public SandboxServer Sandbox { get; }

    public RedisServer Redis { get; }

    public PostgresServer Postgres { get; }

    /// <summary>All of them by name, in the order in which they start.</summary>
    public IEnumerable<(string Name, ServerProcess Server)> Servers =>
        [("redis", Redis), ("postgres", Postgres), ("sandbox", Sandbox), ("balancer", Balancer), .. Nodes.Select(node => (node.Name, (ServerProcess)node))];

    /// <summary>What the nodes are told; a change is taken by a node with its next start.</summary>
    public IDictionary<string, string?> Settings => _settings;

    /// <summary>Starts all of it, and returns when the balancer has every node in service.</summary>
    public static async Task<Cluster> Started(ClusterOptions? options = null)
    {
        options ??= new ClusterOptions();
        if (options.Folder is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var cluster = new Cluster(options);
        try
        {
            await cluster.Start();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a node again, and waits until the balancer sends people to it.</summary>
    public async Task Start(NodeProcess node)
    {
        await node.Start();
        await Balancer.Until(node.Name, "UP");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, server) in Servers.Reverse())
        {
            await server.DisposeAsync();
        }
    }

    private string? Folder(string name) => _options.Folder is null ? null : Path.Combine(_options.Folder, name);

    private NodeProcess Node(int number) => new($"node{number}", _options.Program, _settings, Folder($"node{number}"));

    private async Task Start()
    {
        await Task.WhenAll(Redis.Start(), Postgres.StartFirst(), Sandbox.Start(), Balancer.Start());
        foreach (var (name, value) in Sandbox.Settings)
        {
            _settings[name] = value;
        }

        _settings["Web__PublicUrl"] = Url;
        _settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        _settings["Web__TrustedProxies__0"] = "127.0.0.1";

        // The balancer looks twice a second.
        _settings["Drain__Announce"] = "00:00:02";
        _settings["Store__Kind"] = "Postgres";
        _settings["ConnectionStrings__Postgres"] = await Postgres.Database("webinars");
        _settings["ConnectionStrings__Redis"] = Redis.ConnectionString;
        foreach (var (name, value) in _options.Settings)
        {
            _settings[name] = value;
        }

        await Task.WhenAll(Nodes.Select(Start));
    }
}
