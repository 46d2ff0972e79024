#if SANDBOX
using Webinars.Sandbox;
using Webinars.Sandbox.Mux.Ingest;

namespace Webinars.Web;

/// <summary>In Development the sandbox stands in for every vendor without keys, in this very process. A published build does not hold it.</summary>
internal static class InProcessSandbox
{
    private const string On = "Sandbox:InProcess";

    public static void AddSettings(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            return;
        }

        var options = Options(builder.Configuration);
        var missing = SandboxServices.Settings(options)
            .GroupBy(setting => setting.Key.Split(':')[0])
            .Where(vendor => vendor.All(setting => builder.Configuration[setting.Key] is null))
            .SelectMany(vendor => vendor)
            .ToList();
        foreach (var (name, value) in missing)
        {
            builder.Configuration[name] = value;
        }

        builder.Configuration[On] = (missing.Count > 0).ToString();

        if (IngestOptions.Problem(builder.Configuration) is null)
        {
            // "Any free port" was chosen with the address that the settings name, and must not be chosen again.
            builder.Configuration["Sandbox:RtmpPort"] = options.Ingest.PortSetting;
        }
    }

    /// <summary>What is wrong with the sandbox's own settings.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment) =>
        IsOn(configuration, environment) && IngestOptions.Problem(configuration) is { } problem ? [$"The setting {problem}"] : [];

    public static void AddServices(WebApplicationBuilder builder)
    {
        if (IsOn(builder.Configuration, builder.Environment))
        {
            builder.Services.AddSandbox(Options(builder.Configuration));
        }
    }

    public static void Map(WebApplication app)
    {
        if (IsOn(app.Configuration, app.Environment))
        {
            app.MapSandbox();
        }
    }

    /// <remarks>Elsewhere the setting is what somebody has written, not what we have found.</remarks>
    private static bool IsOn(IConfiguration configuration, IHostEnvironment environment) => environment.IsDevelopment() && configuration.GetValue<bool>(On);

    private static SandboxOptions Options(IConfiguration configuration) =>
        new(configuration.PublicUrl(), configuration.PublicUrl(), Path.Combine(configuration.DataFolder(), "sandbox"))
        {
            // A senseless setting is told among the Problems; nothing is started with it.
            Ingest = IngestOptions.Problem(configuration) is null ? IngestOptions.Read(configuration) : IngestOptions.Off,
        };
}
#endif
