using System.Text.Json.Nodes;
using Microsoft.OpenApi.YamlReader;
using SharpYaml.Serialization;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>The vendors, and where their documents contradict what their own clients send and read.</summary>
internal sealed partial class Contract
{
    private static readonly string[] KnockEvents =
    [
        "sent", "delivered", "delivery_attempted", "undelivered", "bounced", "seen", "unseen", "read", "unread", "archived", "unarchived", "interacted", "link_clicked",
    ];

    private static readonly Lazy<Contract> LazyMux = new(() => new Contract(MuxDocument.Read(), "#/components/schemas/Error", closed: true));
    private static readonly Lazy<Contract> LazyClerk = new(() => new Contract(MendedClerk(), "#/components/schemas/ClerkErrors"));
    private static readonly Lazy<Contract> LazyClerkFrontend = new(() => new Contract(MendedClerkFrontend(), "#/components/schemas/ClerkErrors"));
    private static readonly Lazy<Contract> LazyClerkWebhooks = new(() => new Contract(MendedClerkWebhooks()));
    private static readonly Lazy<Contract> LazyResend = new(() => new Contract(MendedResend(), "#/components/schemas/Error", closed: true));
    private static readonly Lazy<Contract> LazyKnock = new(() => new Contract(MendedKnock(), "#/components/schemas/Error", closed: true));

    /// <summary>Paths begin with <c>/video/v1</c> or <c>/system/v1</c>. Holds the webhooks too.</summary>
    public static Contract Mux => Of(LazyMux);

    /// <summary>The Backend API; paths begin with <c>/users</c>, <c>/sessions</c> …, without <c>/v1</c>.</summary>
    public static Contract Clerk => Of(LazyClerk);

    /// <summary>The Frontend API; paths begin with <c>/v1</c>.</summary>
    public static Contract ClerkFrontend => Of(LazyClerkFrontend);

    public static Contract ClerkWebhooks => Of(LazyClerkWebhooks);

    /// <summary>Paths begin with <c>/emails</c>. Holds the webhooks too.</summary>
    public static Contract Resend => Of(LazyResend);

    /// <summary>Paths begin with <c>/v1</c>. Holds the webhooks about messages too.</summary>
    public static Contract Knock => Of(LazyKnock);

    /// <summary>The document that describes a vendor's webhooks, the vendor named as in <c>/webhooks/{vendor}</c>.</summary>
    public static Contract WebhooksOf(string vendor) => vendor switch
    {
        "mux" => Mux,
        "clerk" => ClerkWebhooks,
        "resend" => Resend,
        "knock" => Knock,
        _ => throw new ArgumentException($"No vendor is called {vendor}"),
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

    /// <summary>With <c>paginated=true</c>, which the document names and whose answer it does not describe, its client for Node reads a page with the count beside it.</summary>
    private static JsonNode MendedClerk()
    {
        var document = Yaml("clerk/bapi-2026-05-12.yml");
        foreach (var list in new[] { "Session.List", "Invitation.List" })
        {
            var content = document["components"]!["responses"]![list]!["content"]!["application/json"]!;
            content["schema"] = new JsonObject
            {
                ["oneOf"] = new JsonArray(content["schema"]!.DeepClone(), new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = new JsonArray("data", "total_count"),
                    ["additionalProperties"] = false,
                    ["properties"] = new JsonObject { ["data"] = content["schema"]!.DeepClone(), ["total_count"] = new JsonObject { ["type"] = "integer" } },
                }),
            };
        }

        return document;
    }

    /// <summary>What clerk-js and its prebuilt components demand, and the document does not know.</summary>
    private static JsonNode MendedClerkFrontend()
    {
        var document = Yaml("clerk/fapi-2026-05-12.yml");

        // The document has the next action "needs_prepare" and no status for it. The components ask for a code unless one is "unverified" by "email_code":
        // with the document's own words they would wait for a code that nobody sends.
        Schemas(document)["Client.SignUp.Verifications"]!["properties"]!["email_address"]!["oneOf"]!.AsArray().Add(JsonNode.Parse("""
            {"type":"object","required":["status","strategy","attempts","expire_at","next_action","supported_strategies"],"additionalProperties":false,"properties":{
             "status":{"type":"null"},"strategy":{"type":"null"},"attempts":{"type":"null"},"expire_at":{"type":"null"},
             "next_action":{"const":"needs_prepare"},"supported_strategies":{"type":"array","minItems":1,"items":{"type":"string"}}}}
            """));
        return document;
    }

    /// <summary>A session's webhook is "a Session and nothing else" and "has a user" at once, which nothing can be.</summary>
    private static JsonNode MendedClerkWebhooks()
    {
        var document = Yaml("clerk/webhooks-2025-04-15.yml");
        document["components"]!["schemas"]!["Session"]!.AsObject().Remove("additionalProperties");
        return document;
    }

    /// <summary>What its official clients send and read, and the document does not name.</summary>
    private static JsonNode MendedResend()
    {
        var document = Yaml("resend/resend.yaml");
        var schemas = Schemas(document);
        schemas["Error"] = JsonNode.Parse("""
            {"type":"object","required":["statusCode","name","message"],"properties":{"statusCode":{"type":"integer"},"name":{"type":"string"},"message":{"type":"string"}}}
            """);
        var email = schemas["Email"]!["properties"]!;
        email["scheduled_at"] = JsonNode.Parse("""{"type":"string","nullable":true}""");
        email["tags"] = JsonNode.Parse("""{"type":"array","items":{"$ref":"#/components/schemas/Tag"}}""");
        schemas["CreateBatchEmailsResponse"]!["properties"]!["errors"] = JsonNode.Parse("""
            {"type":"array","items":{"type":"object","required":["index","message"],"properties":{"index":{"type":"integer"},"message":{"type":"string"}}}}
            """);

        // It calls the request of a change its answer.
        var change = document["paths"]!["/emails/{email_id}"]!["patch"]!;
        change["requestBody"] = new JsonObject { ["required"] = true, ["content"] = change["responses"]!["200"]!["content"]!.DeepClone() };
        change["responses"]!["200"] = document["paths"]!["/emails/{email_id}"]!["get"]!["responses"]!["200"]!.DeepClone();
        return document;
    }

    /// <summary>Its errors, its webhooks and what it says in words only. Sources: Knock API reference, "Errors"; "Outbound webhooks", event types; its client for Node.</summary>
    private static JsonNode MendedKnock()
    {
        var document = Yaml("knock/openapi.yml");
        var schemas = Schemas(document);
        schemas["Error"] = JsonNode.Parse("""
            {"type":"object","required":["code","message","status","type"],"properties":{"code":{"type":"string"},"message":{"type":"string"},"status":{"type":"integer"},
             "type":{"enum":["api_error","authentication_error","invalid_request_error"]},
             "errors":{"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},"message":{"type":"string"},"type":{"type":"string"}}}}}}
            """);
        foreach (var listed in new[] { "Message", "InAppFeedItem" })
        {
            schemas[listed]!["properties"]!["__cursor"] = JsonNode.Parse("""{"type":"string","nullable":true}""");
        }

        // Its browser client names them so.
        var bulk = schemas["BulkUpdateMessagesForChannelRequest"]!["properties"]!;
        bulk["user_ids"] = bulk["recipient_ids"]!.DeepClone();
        Loosen(document);

        // "When mode is compact, feed items will not have activities and total_activities."
        var item = schemas["InAppFeedItem"]!;
        item["required"] = new JsonArray([.. item["required"]!.AsArray().Select(x => x!.ToString()).Where(x => x is not ("activities" or "total_activities")).Select(x => JsonValue.Create(x))]);
        document["webhooks"] = new JsonObject(KnockEvents.Select(what => KeyValuePair.Create($"message.{what}", KnockEvent(what))));
        return document;
    }

    /// <summary>It says of a choice that it may be null in one of its parts, beside a type that may not; and its choices overlap: an object fits the form of a user too.</summary>
    private static void Loosen(JsonNode? node)
    {
        foreach (var part in node switch { JsonObject all => all.Select(x => x.Value).ToList(), JsonArray all => all.ToList(), _ => Enumerable.Empty<JsonNode?>() })
        {
            Loosen(part);
        }

        if (node is JsonObject schema && (schema["anyOf"] ?? schema["oneOf"]) is JsonArray parts && parts.Any(part => part!["nullable"]?.GetValue<bool>() is true))
        {
            schema["nullable"] = true;
        }

        if (node is JsonObject choice && choice["oneOf"] is JsonArray choices)
        {
            choice.Remove("oneOf");
            choice["anyOf"] = choices;
        }
    }

    private static JsonNode? KnockEvent(string what) => JsonNode.Parse("""
        {"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","required":["__typename","type","created_at","data","event_data"],"properties":{
         "__typename":{"const":"Event"},"type":{"const":"message.WHAT"},"created_at":{"type":"string","format":"date-time"},
         "data":{"$ref":"#/components/schemas/Message"},"event_data":{"type":["object","null"]}}}}}}}}
        """.Replace("WHAT", what, StringComparison.Ordinal));

    private static JsonObject Schemas(JsonNode document) => document["components"]!["schemas"]!.AsObject();
}
