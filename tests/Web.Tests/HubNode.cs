using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webinars.Adapters.Redis;
using Webinars.Core.Tests;
using Webinars.Hubs;
using Webinars.Log;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.LoadShedding;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Web.Tests;

/// <summary>One node's hub over a store that it shares with others, and Redis between them; people listen at the wire.</summary>
internal sealed class HubNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private HubNode(IStore store, string redis)
    {
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(store)
            .AddSingleton(new Limits())
            .AddSingleton(new LoadThresholds())
            .AddSingleton(new DrainTimes())
            .AddSingleton<IUserDirectory, EmptyDirectory>()
            .AddLogging()
            .AddCore();

        // What works behind the rooms is not asked for here, and wants vendors.
        services.RemoveAll<IHostedService>();
        _services = services.AddRedis(redis).AddHubs().BuildServiceProvider();
    }

    public INodeChannel Channel => _services.GetRequiredService<INodeChannel>();

    public IRoomNotices Notices => _services.GetRequiredService<IRoomNotices>();

    public RoomPumps Pumps => _services.GetRequiredService<RoomPumps>();

    public LiveRooms Rooms => _services.GetRequiredService<LiveRooms>();

    public RoomLog Log => _services.GetRequiredService<RoomLog>();

    public ScheduleWebinar Schedule => _services.GetRequiredService<ScheduleWebinar>();

    public static async Task<HubNode> Started(IStore store, string redis)
    {
        var node = new HubNode(store, redis);
        foreach (var service in node._services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        await Until(() => node.Channel.Link is NodeLink.Up);
        return node;
    }

    public static Task Until(Func<bool> holds) => Until(holds, () => { });

    /// <summary>Says it again until it is heard.</summary>
    public static async Task Until(Func<bool> holds, Action say)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            say();
            await Task.Delay(20, limit.Token);
        }
    }

    public async Task<Wire> Join(Guid webinar, Actor who, string? session = null)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var transport = new Duplex(new Pipe().Reader, pipe.Writer);
        var connection = new HubConnectionContext(new DefaultConnectionContext(Guid.NewGuid().ToString(), transport, transport), new HubConnectionContextOptions(), NullLoggerFactory.Instance);
        await Pumps.Join(connection, await SentFrames.Open(pipe, TimeProvider.System), webinar, who, session);
        return new Wire(connection, pipe.Reader);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    /// <summary>What one browser was sent.</summary>
    public sealed class Wire(HubConnectionContext connection, PipeReader sent)
    {
        private readonly List<JsonElement> _heard = [];

        public bool IsClosed => connection.ConnectionAborted.IsCancellationRequested;

        public IReadOnlyList<string> Notices
        {
            get
            {
                _heard.AddRange(SentFrames.Take(sent));
                return [.. _heard
                    .Where(one => one.TryGetProperty("target", out var target) && target.GetString() == "Notice")
                    .Select(one => one.GetProperty("arguments")[0].GetProperty("code").GetString()!)];
            }
        }
    }

    private sealed class EmptyDirectory : IUserDirectory
    {
        public Task<DirectoryUser?> Find(string subject, CancellationToken ct) => Task.FromResult<DirectoryUser?>(null);
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
