using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;

namespace Webinars.Sandbox.Knock;

/// <summary>What scripts and the sandbox's page see of Knock, newest first. Times are ISO 8601 text.</summary>
internal static class KnockPanel
{
    private const int Shown = 500;

    public static void Map(RouteGroupBuilder panel)
    {
        panel.MapGet("inbox", (string? user, SandboxFile<KnockState> file) => file.Read(state => KnockJson.Answer(KnockJson.List(
            state.Messages.AsEnumerable().Reverse().Where(x => user is null || x.UserId == user).Take(Shown).Select(Item)))));
    }

    private static JsonObject Item(Message message) => new()
    {
        ["id"] = message.Id,
        ["user"] = message.UserId,
        ["workflow"] = message.Workflow,
        ["title"] = Template.Title(message),
        ["body"] = Template.Body(message),
        ["url"] = Template.Url(message),
        ["data"] = message.Data.DeepClone(),
        ["at"] = KnockJson.Time(message.At),
        ["seenAt"] = KnockJson.Time(message.SeenAt),
        ["readAt"] = KnockJson.Time(message.ReadAt),
        ["archivedAt"] = KnockJson.Time(message.ArchivedAt),
    };
}
