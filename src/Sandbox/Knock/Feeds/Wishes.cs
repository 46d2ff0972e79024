using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Feeds;

/// <summary>Whether a person wants a workflow in their feed. Any no is a no: of the workflow, of the channel, of the workflow in that channel.</summary>
internal static class Wishes
{
    public static bool Wants(this KnockUser user, string workflow, string channel) =>
        user.Preferences.GetValueOrDefault("default") is not { } set
        || (Allows(set, channel) && Allows(Of(set, "workflows", workflow), channel));

    private static bool Allows(JsonNode? setting, string channel) => setting is not JsonObject detailed
        ? !IsNo(setting)
        : !IsNo(Of(detailed, "channel_types", "in_app_feed")) && !IsNo(Of(detailed, "channels", channel));

    private static JsonNode? Of(JsonObject setting, string kind, string name) => setting[kind] is JsonObject settings ? settings[name] : null;

    private static bool IsNo(JsonNode? setting) => setting?.GetValueKind() is JsonValueKind.False;
}
