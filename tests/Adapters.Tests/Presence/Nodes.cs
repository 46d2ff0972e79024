using System.Diagnostics;
using Webinars.Core.Tests;
using Webinars.Rooms.Presence.Board;
using Webinars.Servers;

namespace Webinars.Adapters.Tests.Presence;

/// <summary>Some nodes with one room open on all of them, and the lowest and highest number of people that was ever shown while somebody watched.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly MemoryStore _store = new();
    private Guid _webinar;

    public RedisServer Redis { get; private init; } = null!;

    public List<PresenceNode> All { get; } = [];

    public PresenceNode this[int node] => All[node];

    public static async Task<Nodes> Started(int count, PresenceTimes? times = null)
    {
        var nodes = new Nodes { Redis = await RedisServer.Started() };
        var house = new House(nodes._store);
        var webinar = await house.Schedule.Run(house.Draft, house.Host, Guid.NewGuid().ToString(), CancellationToken.None);
        nodes._webinar = webinar.Id;
        for (var i = 0; i < count; i++)
        {
            await nodes.Add(times);
        }

        return nodes;
    }

    public async Task<PresenceNode> Add(PresenceTimes? times = null)
    {
        var node = await PresenceNode.Started(Redis, _store, _webinar, times);
        All.Add(node);
        return node;
    }

    public void Join(int node, int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            All[node].People.Join(PresenceNode.Somebody(number));
        }
    }

    public void Leave(int node, int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            All[node].People.Leave(PresenceNode.Somebody(number).Id);
        }
    }

    public Task AllSee(int people, int? within = null) => Until(() => All.All(node => node.People.People == people && !node.People.IsApproximate), within);

    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> Until(Func<bool> holds, int? within = null)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(watch.Elapsed < (within is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : Limit), $"Not after {watch.Elapsed}: {string.Join("; ", All.Select(node => $"{node.People.People}{(node.People.IsApproximate ? " approximate" : "")}"))}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return watch.Elapsed;
    }

    /// <summary>While it happens, the lowest and the highest number that any node showed.</summary>
    public async Task<(int Lowest, int Highest)> Watch(Func<Task> happens)
    {
        var (lowest, highest) = (int.MaxValue, 0);
        using var end = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                foreach (var node in All)
                {
                    (lowest, highest) = (Math.Min(lowest, node.People.People), Math.Max(highest, node.People.People));
                }

                await Task.Delay(5, CancellationToken.None);
            }
        });
        await happens();
        await end.CancelAsync();
        await watching;

        // How it ended belongs to it.
        return (Math.Min(lowest, All.Min(node => node.People.People)), highest);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in All)
        {
            await node.DisposeAsync();
        }

        await Redis.DisposeAsync();
    }
}
