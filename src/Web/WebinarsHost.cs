using System.Net.Mail;
using Microsoft.Extensions.Options;
using Webinars.Adapters;
using Webinars.Adapters.Clerk;
using Webinars.Adapters.Ffmpeg;
using Webinars.Adapters.Knock;
using Webinars.Adapters.LiteDb;
using Webinars.Adapters.Mux;
using Webinars.Adapters.Postgres;
using Webinars.Adapters.Redis;
using Webinars.Adapters.Resend;
using Webinars.Api;
using Webinars.Hubs;
using Webinars.Hubs.Wires;
using Webinars.Letters;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.LoadShedding;
using Webinars.Storage;
using Webinars.Streaming;
using Webinars.Telling;
using Webinars.Telling.Notices;
using Webinars.Web.Together;
using Webinars.Web.Pages;

namespace Webinars.Web;

/// <summary>Everybody the process is made of, and the order in which a request meets them.</summary>
internal static class WebinarsHost
{
    public static void AddWebinars(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.WebHost.UseKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1024 * 1024);

        // When a webinar begins, or a node has gone, thousands come at once: who does not fit in the queue tries again only after a second.
        builder.WebHost.UseSockets(sockets => sockets.Backlog = 4096);

        // These lines hold query strings, and a query string holds a ticket.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);

        // They call every refusal an error; what is one is logged by the hub's own filter, and by whoever answers HTTP.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.JwtBearer", LogLevel.None);

        builder.AddTelemetry();

        // What these warn of is meant so: keys lie in the store as they are, and a build finds its static files elsewhere.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Error);

        builder.Services.AddOptions<Limits>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<Limits>>().Value);
        builder.Services.AddOptions<LoadThresholds>().BindConfiguration("Load").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<LoadThresholds>>().Value);
        builder.Services.AddOptions<DrainTimes>().BindConfiguration("Drain").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<DrainTimes>>().Value);
        builder.Services.AddDraining();
        builder.Services.AddSingleton(new StreamTimes());
        builder.Services.Configure<AllowedOrigins>(origins =>
        {
            origins.Add(configuration.PublicUrl());
            Array.ForEach(configuration.GetSection("Web:AllowedOrigins").Get<string[]>() ?? [], origins.Add);
        });
        var alone = configuration.PostgresStore() is null;
        builder.Services.AddSharedProtection(new DirectoryInfo(Path.Combine(configuration.DataFolder(), "keys")), alone);
        builder.Services.AddCore();
        if (configuration.PostgresStore() is { } postgres)
        {
            builder.Services.AddPostgresStore(postgres);
            builder.Services.AddHostedService<KeepUpWithLogs>();
        }
        else
        {
            builder.Services.AddLiteDbStore(store => store.Path = configuration.DataFolder());
        }

        builder.Services.AddThisNode(configuration, alone);
        builder.Services.MeasureStore();
        if (configuration.GetConnectionString("Redis") is { } redis)
        {
            builder.Services.AddRedis(redis);
            builder.Services.AddRedisPresence(redis);
        }

        builder.Services.AddClerk();
        builder.Services.AddMux();
        builder.Services.AddResend();
        builder.Services.AddKnock();
        VendorClients.AddServices(builder);
        builder.Services.AddFfmpeg();
        builder.Services.AddLetters(provider => new MailAddress(provider.GetRequiredService<IOptions<ResendOptions>>().Value.From).Address);
        builder.Services.AddSingleton(new PublicAddress(configuration.PublicUrl()));
        builder.Services.AddSingleton(provider => new MailPace(provider.GetRequiredService<IOptions<ResendOptions>>().Value.Pace()));
        builder.Services.AddSingleton(provider => new NoticePace(0.9 * KnockOptions.TriggersPerSecond, provider.GetRequiredService<IOptions<KnockOptions>>().Value.Pace()));
        builder.Services.AddSingleton(new Operators(configuration.OperatorAddresses().Select(one => one.Address).OfType<string>()));
        builder.Services.AddSignIn(configuration.IsSecure());
        builder.Services.AddApi();
        builder.Services.AddHubs();
        builder.Services.AddRazorPages();
        builder.Services.AddBrowserFiles();
#if SANDBOX
        InProcessSandbox.AddServices(builder);
#endif
    }

    public static void UseWebinars(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseDraining();
        app.UseSecurityHeaders();
        app.UseWhen(IsForPrograms, programs => programs.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(context => !IsForPrograms(context), pages => pages.UseExceptionHandler("/error/500").UseStatusCodePagesWithReExecute("/error/{0}"));
        app.UseOneName();
        app.UseBrowserFiles();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/hub"), hub => hub.Use(
            (context, next) => context.RequestServices.GetRequiredService<WireDoor>().Run(context, next)));
        app.UseWebSockets();
        app.UseMetricsGuard();
        app.UseRouting();
        app.UseOriginGuard();

        // Before anybody is asked who they are: that would use their ticket up.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/hub"), hub => hub.Use(
            (context, next) => context.RequestServices.GetRequiredService<AddressLimit>().Run(context, next)));
        app.UseAuthentication();
        app.UseGuests();
        app.UseAuthorization();
        app.MapPrometheusScrapingEndpoint(MetricsGuard.Path);
        app.MapApi();
        app.MapHubs();
        app.MapRazorPages();
#if SANDBOX
        InProcessSandbox.Map(app);
#endif
    }

    /// <summary>Who gets a ProblemDetails instead of a page.</summary>
    private static bool IsForPrograms(HttpContext context) => context.Request.Path.Value is { } path
        && new[] { "/api", "/auth", "/hub", "/webhooks", "/health", "/metrics", "/openapi", "/sandbox", "/v1", "/ws" }
            .Any(start => path.StartsWith(start + "/", StringComparison.OrdinalIgnoreCase) || path.Equals(start, StringComparison.OrdinalIgnoreCase));
}
