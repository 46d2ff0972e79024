using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;
using Webinars.Sandbox.Knock.Schedules;

namespace Webinars.Sandbox.Knock.Api;

internal static class SchedulesApi
{
    private const int MostRecipients = 100;

    /// <param name="own">Of one user.</param>
    public static void Map(RouteGroupBuilder all, RouteGroupBuilder own)
    {
        all.MapPost("", Create);
        all.MapGet("", (HttpRequest request, SandboxFile<KnockState> file) => file.Read(state =>
        {
            var recipients = KnockApi.Many(request, "recipients");
            return KnockApi.Parameters(request)("workflow") is null
                ? throw KnockError.Invalid("workflow", "is missing")
                : List(state, state.Schedules.Where(x => recipients.Count == 0 || recipients.Contains(x.UserId)), request);
        }));
        own.MapGet("", (string user, HttpRequest request, SandboxFile<KnockState> file) => file.Read(state => List(state, state.Schedules.Where(x => x.UserId == user), request)));
        all.MapPut("", Update);
        all.MapDelete("", Delete);
    }

    private static IResult List(KnockState state, IEnumerable<Schedule> schedules, HttpRequest request)
    {
        var query = KnockApi.Parameters(request);
        var found = schedules.Where(x => (query("workflow") is not { } workflow || workflow == x.Workflow) && (query("tenant") is not { } tenant || tenant == x.Tenant));
        return Listing.Cut(found, x => x.Number, query).Answer("entries", x => x.Json(state));
    }

    private static async Task<IResult> Create(HttpRequest request, SandboxFile<KnockState> file, TimeProvider time)
    {
        var body = await KnockJson.Body(request);
        var workflow = body.Text("workflow") is { Length: > 0 } key ? key : throw KnockError.Invalid("workflow", "is missing");
        var recipients = Trigger.Read(body, MostRecipients).Recipients;
        ScheduleWish.Check(body);
        if (body["scheduled_at"] is null && body["repeats"] is not JsonArray { Count: > 0 })
        {
            throw KnockError.Invalid("scheduled_at", "is missing where nothing repeats");
        }

        var now = time.GetUtcNow();
        return file.Change(state => Answer(state, [.. recipients.Select(recipient =>
        {
            var user = state.Identify(recipient.Id, recipient.Properties, now).Id;
            var schedule = new Schedule { Id = Guid.NewGuid().ToString(), Number = ++state.LastNumber, Workflow = workflow, UserId = user, CreatedAt = now };
            schedule.Take(body, state, now);
            state.Schedules.Add(schedule);
            return schedule;
        })]));
    }

    private static async Task<IResult> Update(HttpRequest request, SandboxFile<KnockState> file, TimeProvider time)
    {
        var body = await KnockJson.Body(request);
        var ids = Ids(body, request);
        ScheduleWish.Check(body);
        return file.Change(state =>
        {
            var found = state.Schedules.Where(x => ids.Contains(x.Id)).ToList();
            found.ForEach(x => x.Take(body, state, time.GetUtcNow()));
            return Answer(state, found);
        });
    }

    /// <summary>Answers with those that were there.</summary>
    private static async Task<IResult> Delete(HttpRequest request, SandboxFile<KnockState> file)
    {
        var ids = Ids(await KnockJson.Body(request), request);
        return file.Change(state =>
        {
            var found = state.Schedules.Where(x => ids.Contains(x.Id)).ToList();
            found.ForEach(x => state.Schedules.Remove(x));
            return Answer(state, found);
        });
    }

    private static IResult Answer(KnockState state, List<Schedule> schedules) => KnockJson.Answer(KnockJson.List(schedules.Select(x => x.Json(state))));

    /// <summary>Of the body, as the document says, or of the query, as some clients say it too.</summary>
    private static IReadOnlyList<string> Ids(JsonObject body, HttpRequest request) =>
        body.Texts("schedule_ids") is { Count: > 0 } named ? named
        : KnockApi.Many(request, "schedule_ids") is { Count: > 0 } asked ? asked
        : throw KnockError.Invalid("schedule_ids", "is missing");
}
