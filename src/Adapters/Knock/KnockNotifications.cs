using System.Text.Json;
using Microsoft.Extensions.Options;
using Webinars.Notifications;

namespace Webinars.Adapters.Knock;

/// <summary>Knock over REST. Source: Knock API reference.</summary>
internal sealed class KnockNotifications(HttpClient http, IOptions<KnockOptions> options) : INotificationService
{
    public Task Identify(NotifiedPerson person, CancellationToken ct) =>
        http.Tell(HttpMethod.Put, User(person.Id), new { person.Name, person.Email, person.Avatar }, ct);

    public async Task Forget(Guid person, CancellationToken ct)
    {
        try
        {
            await http.Tell(HttpMethod.Delete, User(person), null, ct);
        }
        catch (VendorException error) when (error.Failure is VendorFailure.NotFound)
        {
            // What was wanted.
        }
    }

    public async Task<string> Trigger(Notification notification, string idempotencyKey, CancellationToken ct)
    {
        KnockCall.Demand(notification, idempotencyKey);
        var wanted = new Dictionary<string, object> { ["recipients"] = notification.Recipients.Select(KnockCall.Id), ["data"] = notification.Data };
        Add("actor", notification.Actor is { } actor ? KnockCall.Id(actor) : null);
        Add("tenant", notification.Tenant);
        Add("cancellation_key", notification.CancellationKey);
        return (await http.Read<Run>(HttpMethod.Post, Workflow(notification.Workflow, "trigger"), wanted, ct, idempotencyKey)).WorkflowRunId;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                wanted[name] = value;
            }
        }
    }

    public Task Cancel(string workflow, string cancellationKey, IReadOnlyList<Guid>? recipients, CancellationToken ct)
    {
        var wanted = new Dictionary<string, object> { ["cancellation_key"] = cancellationKey };
        if (recipients is not null)
        {
            wanted["recipients"] = recipients.Select(KnockCall.Id);
        }

        return http.Tell(HttpMethod.Post, Workflow(workflow, "cancel"), wanted, ct);
    }

    public async Task<FeedPage> Feed(Guid person, int max, string? before, CancellationToken ct)
    {
        // Knock counts from the newest: what is older comes after.
        var after = before is null ? "" : $"&after={Uri.EscapeDataString(before)}";
        var path = $"{User(person)}/feeds/{Uri.EscapeDataString(options.Value.FeedChannelId)}?archived=exclude&mode=compact&page_size={max}{after}";
        return (await http.Read<KnockFeed>(HttpMethod.Get, path, null, ct)).ToPage();
    }

    public async Task<IReadOnlyDictionary<string, bool>> GetPreferences(Guid person, CancellationToken ct) =>
        ((await http.Read<PreferenceSet>(HttpMethod.Get, Preferences(person), null, ct)).Workflows ?? []).ToDictionary(one => one.Key, one => IsWanted(one.Value));

    public Task SetPreferences(Guid person, IReadOnlyDictionary<string, bool> wanted, CancellationToken ct) => http.Tell(
        HttpMethod.Put,
        Preferences(person),
        new Dictionary<string, object>
        {
            // Otherwise what is not named would be forgotten, also what was said elsewhere of letters.
            ["__persistence_strategy__"] = "merge",
            ["workflows"] = wanted.ToDictionary(one => one.Key, one => new { channel_types = new { in_app_feed = one.Value } }),
        },
        ct);

    private static string User(Guid person) => $"v1/users/{KnockCall.Id(person)}";

    private static string Preferences(Guid person) => $"{User(person)}/preferences/default";

    private static string Workflow(string key, string act) => $"v1/workflows/{Uri.EscapeDataString(key)}/{act}";

    /// <summary>A yes or no for all channels, or for each.</summary>
    private static bool IsWanted(JsonElement setting) => setting.ValueKind is not JsonValueKind.Object
        ? setting.ValueKind is not JsonValueKind.False
        : !(setting.TryGetProperty("channel_types", out var types) && types.ValueKind is JsonValueKind.Object
            && types.TryGetProperty("in_app_feed", out var feed) && feed.ValueKind is JsonValueKind.False);

    private sealed record Run(string WorkflowRunId);

    private sealed record PreferenceSet(Dictionary<string, JsonElement>? Workflows);
}
