using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;

namespace Webinars.Sandbox.Knock.Schedules;

/// <summary>What somebody wants of a schedule, as the API's callers write it. What they do not name stays as it is.</summary>
internal static class ScheduleWish
{
    private const int LongestInterval = 1000;
    private static readonly string[] Frequencies = ["hourly", "daily", "weekly", "monthly"];
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <exception cref="KnockError">Something of it cannot be; the schedule may have taken a part.</exception>
    public static void Take(this Schedule schedule, JsonObject body, KnockState state, DateTimeOffset now)
    {
        foreach (var name in body.Select(x => x.Key))
        {
            switch (name)
            {
                case "scheduled_at":
                    schedule.ScheduledAt = Time(body, name);
                    break;
                case "ending_at":
                    schedule.EndingAt = Time(body, name);
                    break;
                case "repeats":
                    schedule.Repeats = Repeats(body[name]);
                    break;
                case "data":
                    schedule.Data = (JsonObject)Trigger.ReadData(body).DeepClone();
                    break;
                case "actor":
                    schedule.Actor = Trigger.ReadActor(body) is { } who ? state.Identify(who.Id, who.Properties, now).Id : null;
                    break;
                case "tenant":
                    schedule.Tenant = Trigger.ReadTenant(body) is { } tenant ? state.SetTenant(tenant.Id, tenant.Properties).Id : null;
                    break;
            }
        }

        schedule.UpdatedAt = now;
        if (body.Any(x => x.Key is "scheduled_at" or "ending_at" or "repeats"))
        {
            schedule.PlanNext(null, now, state.ZoneOf(schedule.UserId));
        }
    }

    /// <summary>Nothing is changed by a wish that cannot be fulfilled.</summary>
    public static void Check(JsonObject body)
    {
        _ = (Time(body, "scheduled_at"), Time(body, "ending_at"), Repeats(body["repeats"]), Trigger.ReadData(body), Trigger.ReadActor(body), Trigger.ReadTenant(body));
    }

    public static TimeZoneInfo ZoneOf(this KnockState state, string user) =>
        state.Users.GetValueOrDefault(user)?.Properties["timezone"] is JsonValue name && name.GetValueKind() is JsonValueKind.String
            && TimeZoneInfo.TryFindSystemTimeZoneById(name.GetValue<string>(), out var zone) ? zone : TimeZoneInfo.Utc;

    private static DateTimeOffset? Time(JsonObject body, string name) => body.Text(name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => throw KnockError.Invalid(name, "must be an ISO 8601 time"),
    };

    private static Repeat[] Repeats(JsonNode? node) => node switch
    {
        null => [],
        JsonArray rules => [.. rules.Select(x => Rule(x as JsonObject ?? throw KnockError.Invalid("repeats", "must be a list of rules")))],
        _ => throw KnockError.Invalid("repeats", "must be a list of rules"),
    };

    private static Repeat Rule(JsonObject rule)
    {
        var days = rule["days"] is null ? null : rule.Texts("days");
        return new Repeat(
            rule.Text("frequency") is { } frequency && Frequencies.Contains(frequency) ? frequency : throw KnockError.Invalid("repeats", $"need a frequency: {string.Join(", ", Frequencies)}"),
            Number(rule, "interval", 1, LongestInterval) ?? 1,
            days?.All(Days.Contains) is false ? throw KnockError.Invalid("repeats", $"have days out of {string.Join(", ", Days)}") : days,
            Number(rule, "day_of_month", 1, 31),
            Number(rule, "hours", 0, 23),
            Number(rule, "minutes", 0, 59));
    }

    private static int? Number(JsonObject rule, string name, int least, int most) => rule[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.Number && value.TryGetValue(out int number) && number >= least && number <= most => number,
        _ => throw KnockError.Invalid("repeats", $"have {name} between {least} and {most}"),
    };
}
