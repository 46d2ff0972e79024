using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webinars.LoadTests.Servers;

/// <summary>What the product is compared with: SignalR as its tutorial has it, a group and one send for each message; no store, no sign-in, no order.</summary>
/// <remarks>Its messages have the product's shape and size, so that only the way they go differs.</remarks>
internal sealed class BareHub : Hub
{
    /// <summary>Not for the command line of people: this program starts itself with it.</summary>
    public const string Command = "bare-server";

    private const string Group = "everybody";
    private static readonly string Epoch = Guid.NewGuid().ToString("N");
    private static long _position;

    public static async Task<int> Serve(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSignalR();
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
        var happened = new
        {
            Type = "messagePosted",
            Position = position,
            At = TimeProvider.System.GetUtcNow(),
            By = new { Id = Guid.Empty, Name = "Ada Lindqvist", Role = "attendee" },
            ClientId = clientId,
            Text = text,
            ReplyTo = replyTo,
        };
        await Clients.Group(Group).SendAsync("Frame", new { Epoch, From = position - 1, To = position, Events = new[] { happened } });
        return new { Position = position, Duplicate = false };
    }
}
