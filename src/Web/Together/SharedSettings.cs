using Webinars.Adapters.Redis;
using Webinars.Nodes;

namespace Webinars.Web.Together;

/// <summary>Which settings all nodes must have alike, and what may differ while one is changed (docs/operations.md, "Several nodes").</summary>
internal static class SharedSettings
{
    private const string Accepted = "Nodes:Accept";

    /// <summary>With two of them people would meet two deployments: other links, other accounts, passes that are not taken.</summary>
    private static readonly string[] Breaking =
        ["Web:PublicUrl", "Clerk:Issuer", "Clerk:PublishableKey", "Mux:SigningKeyId", "Mux:SigningKey", "Knock:PublicKey", "Knock:SigningKey", "Knock:FeedChannelId"];

    /// <summary>Two of them may be good at the same time, or do harm that mends itself.</summary>
    private static readonly string[] Others =
    [
        "Clerk:SecretKey", "Clerk:WebhookSecret", "Mux:TokenId", "Mux:TokenSecret", "Mux:WebhookSecret",
        "Resend:ApiKey", "Resend:WebhookSecret", "Resend:From", "Knock:ApiKey", "Knock:WebhookSecret",
    ];

    public static IReadOnlyList<SharedSetting> Read(IConfiguration configuration) =>
    [
        .. Breaking.Select(name => new SharedSetting(name, configuration[name] ?? "", Breaks: true)),
        new SharedSetting("ConnectionStrings:Redis", Place(configuration.GetConnectionString("Redis")), Breaks: true),
        .. Others.Select(name => new SharedSetting(name, configuration[name] ?? "", Breaks: false)),
        new SharedSetting("Operators", string.Join(' ', configuration.OperatorAddresses().Select(one => one.Address).Order(StringComparer.Ordinal)), Breaks: false),
        new SharedSetting("Web:AllowedOrigins", string.Join(' ', (configuration.GetSection("Web:AllowedOrigins").Get<string[]>() ?? []).Order(StringComparer.Ordinal)), Breaks: false),
    ];

    public static IReadOnlyList<string> Accept(IConfiguration configuration) =>
        (configuration[Accepted] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One line for each name that no node would ask about.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        var known = Read(configuration).Select(setting => setting.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Accept(configuration).Select((name, place) => (name, place)).Where(one => !known.Contains(one.name))
            .Select(one => $"The setting {Accepted} must hold names of settings that nodes have alike, such as Web:PublicUrl, with commas between; no. {one.place + 1} is none.");
    }

    /// <summary>Nodes may reach it under different names; but all must have it, and meet at the same place in it.</summary>
    private static string Place(string? connection) => connection is null ? "" : $"given {RedisServices.Place(connection)}";
}
