using Webinars.Adapters.Redis;
using Webinars.Mail;
using Webinars.Nodes;
using Webinars.Web.Together;

namespace Webinars.Web;

/// <summary>What is read from the configuration before anything is built, and what is wrong with it.</summary>
internal static class Settings
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Where browsers find us: scheme, host and port.</summary>
    public static string PublicUrl(this IConfiguration configuration) => configuration["Web:PublicUrl"]!;

    /// <summary>Browsers come over TLS, though it may end before us.</summary>
    public static bool IsSecure(this IConfiguration configuration) => configuration.PublicUrl().StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public static string DataFolder(this IConfiguration configuration) => Path.GetFullPath(configuration["Store:Path"] ?? "data");

    /// <summary>The connection string of the store in PostgreSQL; null: it is a file.</summary>
    public static string? PostgresStore(this IConfiguration configuration) =>
        "Postgres".Equals(configuration["Store:Kind"], StringComparison.OrdinalIgnoreCase) ? configuration.GetConnectionString("Postgres") : null;

    /// <summary>Who sees the deliveries; null beside what is no address. A variable that was left empty names nobody.</summary>
    public static IReadOnlyList<(string? Address, int Place)> OperatorAddresses(this IConfiguration configuration) =>
        [.. (configuration.GetSection("Operators").Get<string[]>() ?? []).Select((one, place) => (one, place)).Where(given => !string.IsNullOrWhiteSpace(given.one)).Select(given => (EmailAddress.Read(given.one), given.place))];

    /// <summary>Fills in what was not said: where it listens, where it is found, and in Development the sandbox for vendors without keys.</summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        configuration["urls"] ??= DefaultUrl;
        configuration["Web:PublicUrl"] = (configuration["Web:PublicUrl"] ?? Reachable(configuration["urls"]!.Split(';')[0])).TrimEnd('/');
        if (builder.Environment.IsDevelopment())
        {
            // No balancer has to notice.
            configuration["Drain:Announce"] ??= "00:00:00";
        }

        if (configuration.PostgresStore() is null)
        {
            // Nor is there another node to move to: everybody stays until the end.
            configuration["Drain:Announce"] ??= "00:00:00";
            configuration["Drain:Within"] ??= "00:00:00";
        }

#if SANDBOX
        InProcessSandbox.AddSettings(builder);
#endif
    }

    /// <summary>One line for each thing that keeps it from starting.</summary>
    public static List<string> Problems(this IConfiguration configuration, IHostEnvironment environment)
    {
        List<string> problems = [.. SettingProblems.Find(configuration), .. KeyProblems.Find(configuration, environment), .. VendorClients.Problems(configuration),
            .. TrustedProxies.Problems(configuration), .. SharedSettings.Problems(configuration)];
        if (!Uri.TryCreate(configuration.PublicUrl(), UriKind.Absolute, out var url) || url.PathAndQuery != "/")
        {
            problems.Add("The setting Web:PublicUrl must be an origin such as https://webinars.example.com.");
        }

        switch ((configuration["Store:Kind"] ?? "LiteDb").ToLowerInvariant())
        {
            case "litedb" when configuration.GetConnectionString("Redis") is not null:
                problems.Add("ConnectionStrings:Redis asks for several nodes, but they cannot share a LiteDb file: set Store:Kind to Postgres.");
                break;
            case "postgres" when configuration.GetConnectionString("Postgres") is null:
                problems.Add("The setting ConnectionStrings:Postgres is missing: Store:Kind is Postgres.");
                break;
            case not "litedb" and not "postgres":
                problems.Add("The setting Store:Kind must be LiteDb or Postgres.");
                break;
        }

        if (configuration.GetConnectionString("Redis") is { } redis && !RedisServices.IsRedis(redis))
        {
            problems.Add("The setting ConnectionStrings:Redis must be host:port, and options after commas: redis.example.com:6379,password=…");
        }

        if (!problems.Any(problem => problem.Contains("Drain:", StringComparison.Ordinal))
            && (configuration.GetSection("Drain").Get<DrainTimes>() ?? new DrainTimes()) is var drain && drain.ToClose < DrainTimes.LeastToClose)
        {
            problems.Add($"The setting Drain:Grace must be longer than Drain:Announce and Drain:Within together, by {drain.LeastMore.TotalSeconds} seconds.");
        }

        problems.AddRange(configuration.OperatorAddresses().Where(one => one.Address is null).Select(one => $"The setting Operators:{one.Place} must be an e-mail address such as ada@example.com."));

#if SANDBOX
        problems.AddRange(InProcessSandbox.Problems(configuration, environment));
#endif

        // Two who look may see the same.
        return [.. problems.Distinct()];
    }

    /// <summary>An address to listen on as one that a browser can open.</summary>
    private static string Reachable(string listen) => listen
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
