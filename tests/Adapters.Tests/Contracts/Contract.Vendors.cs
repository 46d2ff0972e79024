using System.Text.Json.Nodes;
using Microsoft.OpenApi.YamlReader;
using SharpYaml.Serialization;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>The vendors, and where their documents contradict what their own clients send and read.</summary>
internal sealed partial class Contract
{
    private static readonly Lazy<Contract> LazyMux = new(() => new Contract(MuxDocument.Read(), "#/components/schemas/Error", closed: true));
    private static readonly Lazy<Contract> LazyClerk = new(() => new Contract(Yaml("clerk/bapi-2026-05-12.yml"), "#/components/schemas/ClerkErrors"));
    private static readonly Lazy<Contract> LazyClerkFrontend = new(() => new Contract(Yaml("clerk/fapi-2026-05-12.yml"), "#/components/schemas/ClerkErrors"));
    private static readonly Lazy<Contract> LazyClerkWebhooks = new(() => new Contract(MendedClerkWebhooks()));
    private static readonly Lazy<Contract> LazyResend = new(() => new Contract(MendedResend()));
    private static readonly Lazy<Contract> LazyKnock = new(() => new Contract(Yaml("knock/openapi.yml")));

    /// <summary>Paths begin with <c>/video/v1</c> or <c>/system/v1</c>. Holds the webhooks too.</summary>
    public static Contract Mux => Of(LazyMux);

    /// <summary>The Backend API; paths begin with <c>/users</c>, <c>/sessions</c> …, without <c>/v1</c>.</summary>
    public static Contract Clerk => Of(LazyClerk);

    /// <summary>The Frontend API; paths begin with <c>/v1</c>.</summary>
    public static Contract ClerkFrontend => Of(LazyClerkFrontend);

    public static Contract ClerkWebhooks => Of(LazyClerkWebhooks);

    /// <summary>Paths begin with <c>/emails</c>. Holds the webhooks too.</summary>
    public static Contract Resend => Of(LazyResend);

    /// <summary>Paths begin with <c>/v1</c>. Knock publishes no schema of its webhooks' envelope; their <c>data</c> is a <c>Message</c>.</summary>
    public static Contract Knock => Of(LazyKnock);

    /// <summary>The document that describes a vendor's webhooks, the vendor named as in <c>/webhooks/{vendor}</c>; null where there is none.</summary>
    public static Contract? WebhooksOf(string vendor) => vendor switch
    {
        "mux" => Mux,
        "clerk" => ClerkWebhooks,
        "resend" => Resend,
        _ => null,
    };

    /// <remarks>A missing folder skips each test by itself; a <see cref="Lazy{T}"/> would keep the first one's skip for all.</remarks>
    private static Contract Of(Lazy<Contract> contract)
    {
        ContractFolder.Read("README.md");
        return contract.Value;
    }

    private static JsonNode Yaml(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(ContractFolder.Read(file)));
        return YamlConverter.ToJsonNode(stream.Documents[0]);
    }

    /// <summary>A session's webhook is "a Session and nothing else" and "has a user" at once, which nothing can be.</summary>
    private static JsonNode MendedClerkWebhooks()
    {
        var document = Yaml("clerk/webhooks-2025-04-15.yml");
        document["components"]!["schemas"]!["Session"]!.AsObject().Remove("additionalProperties");
        return document;
    }

    private static JsonNode MendedResend() => Yaml("resend/resend.yaml");
}
