using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Webinars.Hubs.Wires;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;

namespace Webinars.Hubs;

public static class HubServices
{
    private const int LargestMessage = 16 * 1024;

    public static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TicketAuthentication>(TicketAuthentication.Scheme, null);
        services.AddSignalR(hub =>
        {
            hub.MaximumReceiveMessageSize = LargestMessage;
            hub.MaximumParallelInvocationsPerClient = 1;
            hub.HandshakeTimeout = TimeSpan.FromSeconds(5);
            hub.KeepAliveInterval = TimeSpan.FromSeconds(15);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(45);
            hub.EnableDetailedErrors = false;
            hub.AddFilter<CountCalls>();
            hub.AddFilter<RefusalFilter>();
        }).AddJsonProtocol(json => json.PayloadSerializerOptions = RoomEventJson.Options);
        services.AddSingleton<IHubProtocol, LenientJsonProtocol>();
        services.AddSingleton<RoomPumps>();
        services.AddSingleton<IRoomConnections>(provider => provider.GetRequiredService<RoomPumps>());
        services.AddHostedService(provider => provider.GetRequiredService<RoomPumps>());
        services.AddSingleton<NodeNotices>();
        services.AddSingleton<IRoomNotices>(provider => provider.GetRequiredService<NodeNotices>());
        services.AddHostedService(provider => provider.GetRequiredService<NodeNotices>());
        services.AddSingleton<StillWelcome>();
        services.AddHostedService(provider => provider.GetRequiredService<StillWelcome>());
        services.AddSingleton<HubLifetimeManager<RoomHub>, RoomLifetimeManager>();
        services.AddSingleton<AddressLimit>();
        services.AddSingleton<WireDoor>();
        services.AddSingleton<DrainDoor>();
        services.AddHostedService<MovePeople>();
        services.AddHostedService<PumpGauges>();
        return services;
    }

    public static IEndpointRouteBuilder MapHubs(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<RoomHub>("/hub", door =>
        {
            door.Transports = HttpTransportType.WebSockets;
            door.TransportSendTimeout = TimeSpan.FromSeconds(3);
        });
        return routes;
    }
}
