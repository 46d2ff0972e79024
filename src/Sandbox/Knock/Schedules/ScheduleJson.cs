using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Schedules;

internal static class ScheduleJson
{
    public static JsonObject Json(this Schedule schedule, KnockState state) => new()
    {
        ["__typename"] = "Schedule",
        ["id"] = schedule.Id,
        ["workflow"] = schedule.Workflow,
        ["recipient"] = state.User(schedule.UserId).Json(),
        ["actor"] = schedule.Actor is { } actor ? state.Users.GetValueOrDefault(actor)?.Json() : null,
        ["tenant"] = schedule.Tenant,
        ["data"] = schedule.Data.DeepClone(),
        ["repeats"] = KnockJson.List(schedule.Repeats.Select(Json)),
        ["last_occurrence_at"] = KnockJson.Time(schedule.LastAt),
        ["next_occurrence_at"] = KnockJson.Time(schedule.NextAt),
        ["inserted_at"] = KnockJson.Time(schedule.CreatedAt),
        ["updated_at"] = KnockJson.Time(schedule.UpdatedAt),
    };

    private static JsonObject Json(Repeat repeat) => new()
    {
        ["__typename"] = "ScheduleRepeat",
        ["frequency"] = repeat.Frequency,
        ["interval"] = repeat.Interval,
        ["days"] = repeat.Days is { } days ? new JsonArray([.. days.Select(x => (JsonNode)x)]) : null,
        ["day_of_month"] = repeat.DayOfMonth,
        ["hours"] = repeat.Hours,
        ["minutes"] = repeat.Minutes,
    };
}
