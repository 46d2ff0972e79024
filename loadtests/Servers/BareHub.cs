using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webinars.LoadTests.Servers;

/// <summary>What the product is compared with: SignalR as its tutorial has it, a group and one send for each message; no store, no sign-in, no order.</summary>
/// <remarks>Its messages have the product's shape and size, so that only the way they go differs.</remarks>
internal sealed class BareHub(BareHub.Sender sender) : Hub
{
    /// <summary>Not for the command line of people: this program starts itself with it.</summary>
    public const string Command = "bare-server";

    /// <summary>Gathers for so many milliseconds and sends what there is as one frame; without it each message is sent at once.</summary>
    public const string Tick = "--tick";

    private const string Group = "everybody";
    private static long _position;

    public static async Task<int> Serve(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<Sender>();
        var app = builder.Build();
        app.UseWebSockets();
        app.MapHub<BareHub>("/hub", door => door.Transports = HttpTransportType.WebSockets);
        app.MapGet("/health/ready", () => "ready");
        await app.RunAsync();
        return 0;
    }

    public override Task OnConnectedAsync() => Groups.AddToGroupAsync(Context.ConnectionId, Group);

    public async Task<object> PostMessage(string clientId, string text, long? replyTo)
    {
        var position = Interlocked.Increment(ref _position);
        await sender.Send(new Happened("messagePosted", position, TimeProvider.System.GetUtcNow(), new(Guid.Empty, "Ada Lindqvist", "attendee"), clientId, text, replyTo));
        return new { Position = position, Duplicate = false };
    }

    internal sealed record Person(Guid Id, string Name, string Role);

    internal sealed record Happened(string Type, long Position, DateTimeOffset At, Person By, string ClientId, string Text, long? ReplyTo);

    /// <summary>The way to the group.</summary>
    internal sealed class Sender
    {
        private static readonly string Epoch = Guid.NewGuid().ToString("N");
        private readonly IHubContext<BareHub> _hub;
        private readonly ConcurrentQueue<Happened>? _gathered;
        private long _sent;

        public Sender(IHubContext<BareHub> hub, IConfiguration settings)
        {
            _hub = hub;
            if (settings[Tick.TrimStart('-')] is { } tick)
            {
                _gathered = new();
                _ = Flush(_gathered, TimeSpan.FromMilliseconds(double.Parse(tick, CultureInfo.InvariantCulture)));
            }
        }

        public Task Send(Happened happened)
        {
            if (_gathered is null)
            {
                return Send([happened], happened.Position - 1, happened.Position);
            }

            _gathered.Enqueue(happened);
            return Task.CompletedTask;
        }

        /// <summary>One after the other: a tick that takes long makes the next one late.</summary>
        private async Task Flush(ConcurrentQueue<Happened> gathered, TimeSpan tick)
        {
            using var ticks = new PeriodicTimer(tick);
            while (await ticks.WaitForNextTickAsync())
            {
                var events = new List<Happened>();
                while (gathered.TryDequeue(out var happened))
                {
                    events.Add(happened);
                }

                if (events.Count > 0)
                {
                    await Send(events, _sent, _sent += events.Count);
                }
            }
        }

        private Task Send(IReadOnlyList<Happened> events, long from, long to) =>
            _hub.Clients.Group(Group).SendAsync("Frame", new { Epoch, From = from, To = to, Events = events });
    }
}
