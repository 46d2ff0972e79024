#if SANDBOX
using Webinars.Sandbox;

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

        var missing = SandboxServices.Settings(Options(builder.Configuration))
            .GroupBy(setting => setting.Key.Split(':')[0])
            .Where(vendor => vendor.All(setting => builder.Configuration[setting.Key] is null))
            .SelectMany(vendor => vendor)
            .ToList();
        foreach (var (name, value) in missing)
        {
            builder.Configuration[name] = value;
        }

        builder.Configuration[On] = (missing.Count > 0).ToString();
    }

    public static void AddServices(WebApplicationBuilder builder)
    {
        if (IsOn(builder.Configuration))
        {
            builder.Services.AddSandbox(Options(builder.Configuration));
        }
    }

    public static void Map(WebApplication app)
    {
        if (IsOn(app.Configuration))
        {
            app.MapSandbox();
        }
    }

    private static bool IsOn(IConfiguration configuration) => configuration.GetValue<bool>(On);

    private static SandboxOptions Options(IConfiguration configuration) =>
        new(configuration.PublicUrl(), configuration.PublicUrl(), Path.Combine(configuration.DataFolder(), "sandbox"));
}
#endif
