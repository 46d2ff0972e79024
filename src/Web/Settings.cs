using System.Net.Mail;
using Webinars.Adapters;
using Webinars.Adapters.Clerk;
using Webinars.Adapters.Knock;
using Webinars.Adapters.Mux;
using Webinars.Adapters.Resend;

namespace Webinars.Web;

/// <summary>What is read from the configuration before anything is built, and what is wrong with it.</summary>
internal static class Settings
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Names of secrets and addresses without which nothing works; their values are never printed.</summary>
    private static readonly string[] Required =
    [
        .. Names("Clerk", nameof(ClerkOptions.PublishableKey), nameof(ClerkOptions.SecretKey), nameof(ClerkOptions.WebhookSecret), nameof(ClerkOptions.Issuer)),
        .. Names("Mux", nameof(MuxOptions.TokenId), nameof(MuxOptions.TokenSecret), nameof(MuxOptions.WebhookSecret), nameof(MuxOptions.SigningKeyId), nameof(MuxOptions.SigningKey)),
        .. Names("Resend", nameof(ResendOptions.ApiKey), nameof(ResendOptions.WebhookSecret), nameof(ResendOptions.From)),
        .. Names("Knock", nameof(KnockOptions.ApiKey), nameof(KnockOptions.PublicKey), nameof(KnockOptions.SigningKey), nameof(KnockOptions.FeedChannelId), nameof(KnockOptions.WebhookSecret)),
    ];

    /// <summary>Where browsers find us: scheme, host and port.</summary>
    public static string PublicUrl(this IConfiguration configuration) => configuration["Web:PublicUrl"]!;

    public static string DataFolder(this IConfiguration configuration) => Path.GetFullPath(configuration["Store:Path"] ?? "data");

    /// <summary>Fills in what was not said: where it listens, where it is found, and in Development the sandbox for vendors without keys.</summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        configuration["urls"] ??= DefaultUrl;
        configuration["Web:PublicUrl"] = (configuration["Web:PublicUrl"] ?? Reachable(configuration["urls"]!.Split(';')[0])).TrimEnd('/');
#if SANDBOX
        InProcessSandbox.AddSettings(builder);
#endif
    }

    /// <summary>One line for each thing that keeps it from starting.</summary>
    public static List<string> Problems(this IConfiguration configuration, IHostEnvironment environment)
    {
        var problems = Required.Where(name => string.IsNullOrWhiteSpace(configuration[name])).Select(name => $"The setting {name} is missing.").ToList();
        if (!Uri.TryCreate(configuration.PublicUrl(), UriKind.Absolute, out var url) || url.PathAndQuery != "/")
        {
            problems.Add("The setting Web:PublicUrl must be an origin such as https://webinars.example.com.");
        }

        if (!"LiteDb".Equals(configuration["Store:Kind"] ?? "LiteDb", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add("The setting Store:Kind must be LiteDb.");
        }
        else if (configuration.GetConnectionString("Redis") is not null)
        {
            problems.Add("ConnectionStrings:Redis asks for several nodes, but they cannot share a LiteDb file.");
        }

        problems.AddRange(new[] { "Clerk:WebhookSecret", "Resend:WebhookSecret" }
            .Where(name => configuration[name] is { Length: > 0 } secret && !SvixSignature.IsSecret(secret))
            .Select(name => $"The setting {name} must be whsec_ and base64, as the dashboard shows it."));
        if (configuration["Resend:From"] is { Length: > 0 } from && !MailAddress.TryCreate(from, out _))
        {
            problems.Add("The setting Resend:From must be a mailbox such as Webinars <events@example.com>.");
        }

        problems.AddRange(configuration.KnockProblems());
        if (environment.IsProduction())
        {
            problems.AddRange(new[] { "Clerk:Issuer", "Clerk:BaseUrl", "Mux:BaseUrl", "Mux:StreamUrl", "Resend:BaseUrl", "Knock:BaseUrl" }
                .Where(name => Uri.TryCreate(configuration[name], UriKind.Absolute, out var vendor) && (vendor.IsLoopback || vendor.Scheme != Uri.UriSchemeHttps))
                .Select(name => $"The setting {name} points at a sandbox or at plain http, which Production does not take."));
        }

        return problems;
    }

    /// <summary>What is there but cannot be right: keys in each other's place would send the secret one to every browser.</summary>
    private static IEnumerable<string> KnockProblems(this IConfiguration configuration)
    {
        var wrong = new (string Name, Func<string, bool> IsRight, string MustBe)[]
        {
            ("Knock:ApiKey", key => key.StartsWith("sk_", StringComparison.Ordinal), "the secret key, which begins with sk_"),
            ("Knock:PublicKey", key => key.StartsWith("pk_", StringComparison.Ordinal), "the public key, which begins with pk_"),
            ("Knock:FeedChannelId", id => Guid.TryParseExact(id, "D", out _), "the UUID of the in-app feed channel"),
            ("Knock:SigningKey", KnockKey.IsOne, "an RSA key in PEM (PKCS#8), or its base64, as the dashboard gives it"),
            ("Knock:BaseUrl", url => Uri.TryCreate(url, UriKind.Absolute, out var host) && host.PathAndQuery == "/", "an origin such as https://api.knock.app, without a path"),
        };
        return wrong.Where(one => configuration[one.Name] is { Length: > 0 } value && !one.IsRight(value)).Select(one => $"The setting {one.Name} must be {one.MustBe}.");
    }

    private static IEnumerable<string> Names(string section, params string[] names) => names.Select(name => $"{section}:{name}");

    /// <summary>An address to listen on as one that a browser can open.</summary>
    private static string Reachable(string listen) => listen
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
