using System.Diagnostics;
using Webinars.LoadTests.Attendees;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests.Populating;

/// <summary>Brings one webinar to the state it is billed for, the way its host would.</summary>
internal sealed class Stage(WebinarsApi api, SignedIn host, SignedIn[] audience)
{
    private static readonly TimeSpan StatusLimit = TimeSpan.FromSeconds(60);

    /// <summary>A recording of some length, not of a moment.</summary>
    private static readonly TimeSpan Recorded = TimeSpan.FromSeconds(15);

    /// <returns>Its slug.</returns>
    public async Task<string> Show(Billed billed, CancellationToken ct)
    {
        var id = await api.Schedule(host, billed.Title, billed.Description, billed.StartsIn, ct);
        if (billed.Reaches is not "draft")
        {
            await api.Post(host, $"/api/webinars/{id}/publish", null, ct);
        }

        if (billed.Reaches is "cancelled")
        {
            await api.Post(host, $"/api/webinars/{id}/cancel", null, ct);
        }

        if (billed.Reaches is "live" or "replay")
        {
            await GoLive(id, ct);
        }

        await Talk(id, billed, ct);
        if (billed.Reaches is "replay")
        {
            await Task.Delay(Recorded, ct);
            await api.Post(host, $"/api/webinars/{id}/end", null, ct);
            await Until(id, "replay", ct);
        }

        return (await api.Get(host, $"/api/webinars/{id}", ct)).GetProperty("slug").GetString()!;
    }

    private async Task GoLive(Guid id, CancellationToken ct)
    {
        await api.Post(host, $"/api/webinars/{id}/go-live", null, ct);
        var key = (await api.Get(host, $"/api/webinars/{id}/stream", ct)).GetProperty("streamKey").GetString();
        var streams = (await api.Get(null, "/sandbox/mux/state", ct)).GetProperty("streams").EnumerateArray();
        var stream = streams.First(one => one.GetProperty("streamKey").GetString() == key).GetProperty("id").GetString();
        await api.Post(null, $"/sandbox/mux/live-streams/{stream}/encoder", new { on = true }, ct);
        await Until(id, "live", ct);
    }

    private async Task Until(Guid id, string status, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        while ((await api.Get(host, $"/api/webinars/{id}", ct)).GetProperty("status").GetString() != status)
        {
            if (Stopwatch.GetElapsedTime(begun) > StatusLimit)
            {
                throw new RunFailedException($"A webinar did not become {status} within {StatusLimit.TotalSeconds} s.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
        }
    }

    /// <summary>Turns are dealt so that nobody meets the usual limits.</summary>
    private async Task Talk(Guid id, Billed billed, CancellationToken ct)
    {
        if (billed.Chat.Length + billed.Questions.Length == 0)
        {
            return;
        }

        await using var room = new Crowd([.. Enumerable.Range(0, audience.Length + 1).Select(_ => new Attendee(resumes: true, hear: null))]);
        await room.Enter(0, (n, token) => api.Door(n == 0 ? host : audience[n - 1], id, token), ct);
        for (var i = 0; i < billed.Chat.Length; i++)
        {
            await Say(room.People[1 + (i % audience.Length)], "PostMessage", billed.Chat[i], null);
        }

        for (var i = 0; i < billed.Questions.Length; i++)
        {
            var (text, votes, answer) = billed.Questions[i];
            var asker = i % audience.Length;
            var question = await Say(room.People[1 + asker], "AskQuestion", text, i == 3);
            foreach (var voter in Enumerable.Range(1, votes))
            {
                await Say(room.People[1 + ((asker + voter) % audience.Length)], "Vote", question, true);
            }

            if (answer is not null)
            {
                await Say(room.People[0], "AnswerQuestion", question, answer, false);
            }
        }
    }

    /// <returns>The position of what was said.</returns>
    private static async Task<long> Say(Attendee person, string method, params object?[] arguments)
    {
        var answer = await person.Call(method, [Guid.NewGuid().ToString("N"), .. arguments]);
        return answer.Refusal is null ? answer.Position : throw new RunFailedException($"{method}: {Refusals.Explain(answer.Refusal)}");
    }
}
