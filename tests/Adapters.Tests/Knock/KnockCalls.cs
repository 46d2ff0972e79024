using Webinars.Notifications;

namespace Webinars.Adapters.Tests.Knock;

/// <summary>Every call of the port, once.</summary>
internal static class KnockCalls
{
    public static readonly Guid Person = Guid.Parse("0191f0a8-0000-7000-8000-00000000000a");

    public static readonly Notification Notice = new(
        "webinar-live", [Person, Guid.NewGuid()], new Dictionary<string, object> { ["title"] = "SENTINEL-TITLE", ["number"] = 42, ["flag"] = true }, Actor: Guid.NewGuid(), CancellationKey: "w-42", Tenant: "acme");

    public static readonly IReadOnlyDictionary<string, Func<INotificationService, CancellationToken, Task>> All = new Dictionary<string, Func<INotificationService, CancellationToken, Task>>
    {
        ["identify"] = (knock, ct) => knock.Identify(new NotifiedPerson(Person, "SENTINEL-NAME", "sentinel@example.com", null), ct),
        ["forget"] = (knock, ct) => knock.Forget(Person, ct),
        ["trigger"] = (knock, ct) => knock.Trigger(Notice, "live:42", ct),
        ["cancel"] = (knock, ct) => knock.Cancel("webinar-live", "w-42", [Person], ct),
        ["feed"] = (knock, ct) => knock.Feed(Person, 10, "cursor", ct),
        ["preferences"] = (knock, ct) => knock.GetPreferences(Person, ct),
        ["set preferences"] = (knock, ct) => knock.SetPreferences(Person, new Dictionary<string, bool> { ["webinar-live"] = false }, ct),
    };

    public static async Task Everything(INotificationService knock)
    {
        foreach (var call in All.Values)
        {
            await call(knock, default);
        }
    }
}
