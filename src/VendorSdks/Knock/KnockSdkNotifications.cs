using Knock;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Webinars.Notifications;
using KnockCall = Webinars.Adapters.Knock.KnockCall;

namespace Webinars.VendorSdks.Knock;

/// <summary>Knock through its package.</summary>
internal sealed class KnockSdkNotifications : INotificationService
{
    private readonly INotificationService _rest;
    private readonly KnockClient _knock;
    private readonly string _host;

    /// <param name="rest">For the one call that the package does not know: the feed.</param>
    public KnockSdkNotifications(SdkHttp sdk, INotificationService rest)
    {
        var http = sdk.Of<INotificationService>(new WhereItBelongs());
        _rest = rest;
        _host = http.BaseAddress!.Host;
        _knock = new KnockClient(new KnockOptions
        {
            ApiKey = http.DefaultRequestHeaders.Authorization!.Parameter,
            ApiBaseURL = new Uri(http.BaseAddress, "v1").AbsoluteUri,
            HttpClient = http,
        });
    }

    public Task Identify(NotifiedPerson person, CancellationToken ct) => Ask(
        () => _knock.Users.Identify(KnockCall.Id(person.Id), new Dictionary<string, object?> { ["name"] = person.Name, ["email"] = person.Email, ["avatar"] = person.Avatar }!, ct), ct);

    public async Task Forget(Guid person, CancellationToken ct)
    {
        try
        {
            await Ask(() => _knock.Users.Delete(KnockCall.Id(person), ct), ct);
        }
        catch (VendorException error) when (error.Failure is VendorFailure.NotFound)
        {
            // What was wanted.
        }
    }

    public async Task<string> Trigger(Notification notification, string idempotencyKey, CancellationToken ct)
    {
        KnockCall.Demand(notification, idempotencyKey);
        var wanted = new TriggerWorkflow
        {
            Recipients = [.. notification.Recipients.Select(KnockCall.Id)],
            Actor = notification.Actor is { } actor ? KnockCall.Id(actor) : null,
            Data = new Dictionary<string, object>(notification.Data),
            Tenant = notification.Tenant,
            CancellationKey = notification.CancellationKey,
        };
        var run = await Ask(() => _knock.Workflows.Trigger(Escaped(notification.Workflow), wanted, new MethodOptions { IdempotencyKey = idempotencyKey }, ct), ct);
        return run is not null && run.TryGetValue("workflow_run_id", out var id) && id is string text ? text : throw new VendorException(new VendorFailure.Transient(), _host);
    }

    public Task Cancel(string workflow, string cancellationKey, IReadOnlyList<Guid>? recipients, CancellationToken ct)
    {
        var wanted = new CancelWorkflow { CancellationKey = cancellationKey, Recipients = recipients?.Select(object (person) => KnockCall.Id(person)).ToList() };
        return Ask(() => _knock.Workflows.Cancel(Escaped(workflow), wanted, ct), ct);
    }

    public Task<FeedPage> Feed(Guid person, int max, string? before, CancellationToken ct) => _rest.Feed(person, max, before, ct);

    public async Task<IReadOnlyDictionary<string, bool>> GetPreferences(Guid person, CancellationToken ct) =>
        ((await Ask(() => _knock.Users.GetPreferences(KnockCall.Id(person), cancellationToken: ct), ct)).Workflows ?? []).ToDictionary(one => one.Key, one => IsWanted(one.Value));

    public Task SetPreferences(Guid person, IReadOnlyDictionary<string, bool> wanted, CancellationToken ct)
    {
        var preferences = new Merged
        {
            Workflows = wanted.ToDictionary(one => one.Key, object (one) => new { channel_types = new { in_app_feed = one.Value } }),
        };
        return Ask(() => _knock.Users.SetPreferences(KnockCall.Id(person), preferences, cancellationToken: ct), ct);
    }

    /// <summary>The package puts what it is given into the path as it stands.</summary>
    private static string Escaped(string part) => Uri.EscapeDataString(part);

    /// <summary>A yes or no for all channels, or for each.</summary>
    private static bool IsWanted(object setting) => setting switch
    {
        bool wanted => wanted,
        JObject channels => channels["channel_types"]?["in_app_feed"] is not JValue { Value: false },
        _ => true,
    };

    private Task<T> Ask<T>(Func<Task<T>> call, CancellationToken ct) => SdkCall.Ask(_host, call, ct);

    /// <summary>Otherwise what is not named would be forgotten; the package has no word for it.</summary>
    private sealed class Merged : SetPreferenceSet
    {
        [JsonProperty("__persistence_strategy__")]
        public string Strategy => "merge";
    }
}
