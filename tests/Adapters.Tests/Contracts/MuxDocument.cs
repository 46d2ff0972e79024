using System.Text.Json.Nodes;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>Mux's API as an OpenAPI document: the schemas are derived from the types of its official client, the calls stand in that client's code.</summary>
internal static class MuxDocument
{
    /// <summary>Method, path, query, schema of the body, status, schema of what stands under <c>data</c> (<c>[]</c>: a list of it, <c>{}</c>: an empty object, nothing: no body).</summary>
    private static readonly string[] Calls =
    [
        "POST /video/v1/live-streams LiveStreamCreateParams 201 LiveStream",
        "GET /video/v1/live-streams?limit&page&stream_key&status 200 LiveStream[]",
        "GET /video/v1/live-streams/{id} 200 LiveStream",
        "PATCH /video/v1/live-streams/{id} LiveStreamUpdateParams 200 LiveStream",
        "DELETE /video/v1/live-streams/{id} 204",
        "PUT /video/v1/live-streams/{id}/complete 200 {}",
        "PUT /video/v1/live-streams/{id}/enable 200 {}",
        "PUT /video/v1/live-streams/{id}/disable 200 {}",
        "POST /video/v1/live-streams/{id}/reset-stream-key 201 LiveStream",
        "PUT /video/v1/live-streams/{id}/generated-subtitles GeneratedSubtitles 200 LiveStream",
        "PUT /video/v1/live-streams/{id}/embedded-subtitles EmbeddedSubtitles 200 LiveStream",
        "POST /video/v1/live-streams/{id}/playback-ids CreatePlaybackIdRequest 201 PlaybackId",
        "GET /video/v1/live-streams/{id}/playback-ids/{playback} 200 PlaybackId",
        "DELETE /video/v1/live-streams/{id}/playback-ids/{playback} 204",
        "POST /video/v1/live-streams/{id}/simulcast-targets LiveStreamCreateSimulcastTargetParams 201 SimulcastTarget",
        "GET /video/v1/live-streams/{id}/simulcast-targets/{target} 200 SimulcastTarget",
        "DELETE /video/v1/live-streams/{id}/simulcast-targets/{target} 204",
        "GET /video/v1/assets?limit&page&cursor&live_stream_id&upload_id 200 Asset[]",
        "GET /video/v1/assets/{id} 200 Asset",
        "PATCH /video/v1/assets/{id} AssetUpdateParams 200 Asset",
        "DELETE /video/v1/assets/{id} 204",
        "POST /video/v1/assets/{id}/playback-ids CreatePlaybackIdRequest 201 PlaybackId",
        "GET /video/v1/assets/{id}/playback-ids/{playback} 200 PlaybackId",
        "DELETE /video/v1/assets/{id}/playback-ids/{playback} 204",
        "GET /video/v1/playback-ids/{playback} 200 PlaybackIdOwner",
        "POST /video/v1/playback-restrictions PlaybackRestrictionCreateParams 201 PlaybackRestriction",
        "GET /video/v1/playback-restrictions?limit&page 200 PlaybackRestriction[]",
        "GET /video/v1/playback-restrictions/{id} 200 PlaybackRestriction",
        "PUT /video/v1/playback-restrictions/{id}/referrer PlaybackRestrictionCreateParams.Referrer 200 PlaybackRestriction",
        "PUT /video/v1/playback-restrictions/{id}/user_agent PlaybackRestrictionCreateParams.UserAgent 200 PlaybackRestriction",
        "DELETE /video/v1/playback-restrictions/{id} 204",
        "POST /system/v1/signing-keys 201 SigningKey",
        "GET /system/v1/signing-keys?limit&page 200 SigningKey[]",
        "GET /system/v1/signing-keys/{id} 200 SigningKey",
        "DELETE /system/v1/signing-keys/{id} 204",
    ];

    /// <summary>What the derived file leaves out, written down from the same client's types.</summary>
    private const string Missing = """
        {"Error":{"type":"object","required":["error"],"properties":{"error":{"type":"object","required":["type","messages"],
          "properties":{"type":{"type":"string"},"messages":{"type":"array","minItems":1,"items":{"type":"string"}}}}}},
         "PlaybackIdOwner":{"type":"object","required":["id","object"],"properties":{"id":{"type":"string"},"policy":{"$ref":"#/definitions/PlaybackPolicy"},
          "object":{"type":"object","required":["id","type"],"properties":{"id":{"type":"string"},"type":{"enum":["asset","live_stream"]}}}}},
         "AssetUpdateParams":{"type":"object","properties":{"meta":{"$ref":"#/definitions/AssetMetadata"},"passthrough":{"type":"string"}}},
         "GeneratedSubtitles":{"type":"object","properties":{"generated_subtitles":{"type":"array","items":{"$ref":"#/definitions/LiveStreamCreateParams.GeneratedSubtitle"}}}},
         "EmbeddedSubtitles":{"type":"object","properties":{"embedded_subtitles":{"type":"array","items":{"$ref":"#/definitions/LiveStreamCreateParams.EmbeddedSubtitle"}}}}}
        """;

    public static JsonNode Read()
    {
        var schemas = JsonNode.Parse(ContractFolder.Read("mux/mux-node-15.3.0.schema.json"))!["definitions"]!.AsObject();
        foreach (var (name, schema) in JsonNode.Parse(Missing)!.AsObject())
        {
            schemas[name] = schema!.DeepClone();
        }

        // Mux's .NET client still sends it, and Mux still takes it.
        schemas["AssetOptions"]!["properties"]!["per_title_encode"] = new JsonObject { ["type"] = "boolean" };
        var document = new JsonObject
        {
            ["definitions"] = schemas.DeepClone(), ["components"] = new JsonObject { ["schemas"] = schemas.DeepClone() }, ["paths"] = new JsonObject(), ["webhooks"] = new JsonObject(),
        };
        foreach (var call in Calls)
        {
            Add(document["paths"]!.AsObject(), call.Split(' '));
        }

        foreach (var (name, schema) in document["definitions"]!.AsObject().Where(x => x.Key.EndsWith("WebhookEvent", StringComparison.Ordinal)))
        {
            // Sent by Mux, and missing in its client's types.
            Array.ForEach(["request_id", "accessor", "accessor_source"], member => schema!["properties"]![member] = new JsonObject());
            document["webhooks"]![schema!["properties"]!["type"]!["const"]!.GetValue<string>()] =
                new JsonObject { ["post"] = new JsonObject { ["requestBody"] = Content(Reference(name)) } };
        }

        return document;
    }

    private static void Add(JsonObject paths, string[] call)
    {
        var (method, path, query) = (call[0], call[1].Split('?')[0], call[1].Split('?', '&').Skip(1));
        var status = Array.FindIndex(call, x => x is "200" or "201" or "204");
        var operation = new JsonObject
        {
            ["parameters"] = new JsonArray([.. query.Select(name => new JsonObject
            {
                ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = name is "limit" or "page" ? "integer" : "string" },
            })]),
            ["responses"] = new JsonObject { [call[status]] = call.Length > status + 1 ? Content(Data(call[status + 1])) : new JsonObject() },
        };
        if (status == 3)
        {
            operation["requestBody"] = Content(Reference(call[2]));
        }

        paths[path] ??= new JsonObject();
        paths[path]![method.ToLowerInvariant()] = operation;
    }

    private static JsonObject Data(string schema)
    {
        var list = schema.EndsWith("[]", StringComparison.Ordinal);
        var data = schema == "{}" ? new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() }
            : list ? new JsonObject { ["type"] = "array", ["items"] = Reference(schema[..^2]) }
            : Reference(schema);
        var properties = new JsonObject { ["data"] = data };
        if (schema == "Asset[]")
        {
            properties["next_cursor"] = new JsonObject { ["type"] = new JsonArray("string", "null") };
        }

        return new JsonObject { ["type"] = "object", ["required"] = new JsonArray("data"), ["properties"] = properties };
    }

    private static JsonObject Content(JsonNode schema) =>
        new() { ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } } };

    private static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/definitions/{schema}" };
}
