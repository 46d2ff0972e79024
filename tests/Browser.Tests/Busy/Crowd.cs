using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Webinars.Web.Tests;

namespace Webinars.Browser.Tests.Busy;

/// <summary>People without a screen who fill a room: so many messages a second on a fixed timetable, and now and then a reaction, a question, a vote.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly string[] Texts =
    [
        "yes", "👍", "Hello from Kraków 👋🏽", "Same here, the sound is fine on my side.", "😂😂😂", "Could you show that once more?", "Slides: https://example.com/talks/2026/why-rooms-remember?part=2#page-17",
        "I think that the second example was the clearest one so far, because one sees what happens when two people write at the same time. Thank you for that! 🎉",
        "שלום לכולם", "Does this also hold with several nodes?\nWe run three of them.", string.Concat(Enumerable.Repeat("A long one for those who like to read along while others only listen. ", 6)),
    ];

    private static readonly string[] Emojis = ["👍", "❤️", "😂", "👏", "🎉", "😮"];

    private readonly ConcurrentQueue<long> _positions = new();
    private readonly ConcurrentQueue<long> _questions = new();
    private readonly ConcurrentQueue<Exception> _problems = new();
    private readonly HubConnection[] _people;
    private long? _latest;

    private Crowd(HubConnection[] people) => _people = people;

    /// <summary>Of all messages that the room took, ascending.</summary>
    public long[] Positions => [.. _positions.Order()];

    public static async Task<Crowd> Enter(WebinarsApp app, Guid webinar, IEnumerable<Visitor> visitors) => new(await Task.WhenAll(visitors.Select(async visitor =>
    {
        var ticket = Uri.EscapeDataString(await visitor.Ticket(webinar));
        var person = new HubConnectionBuilder().WithUrl($"{app.Url}/hub?webinarId={webinar}&access_token={ticket}", options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
        }).Build();
        await person.StartAsync();
        return person;
    })));

    /// <summary>Until it is told to stop and everything is acknowledged. Late by the machine's fault, it makes good what it has missed.</summary>
    public async Task Talk(int messagesPerSecond, CancellationToken stop)
    {
        List<Task> calls = [];
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var began = TimeProvider.System.GetTimestamp();
        for (var said = 0; !stop.IsCancellationRequested; await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            for (; said < TimeProvider.System.GetElapsedTime(began).TotalSeconds * messagesPerSecond; said++)
            {
                calls.Add(Say(said));
                if (said % messagesPerSecond == 0)
                {
                    calls.RemoveAll(call => call.IsCompleted);
                    calls.Add(DoMore(said / messagesPerSecond));
                }
            }
        }

        await Task.WhenAll(calls);
        Assert.Empty(_problems);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people)
        {
            await person.DisposeAsync();
        }
    }

    private Task Say(int number) => Try(async () =>
    {
        var position = await Call(number, "PostMessage", $"{Texts[number % Texts.Length]} {number}", number % 15 == 14 ? _latest : null, null);
        _positions.Enqueue(position);
        _latest = position;
    });

    /// <summary>Once a second.</summary>
    private Task DoMore(int second) => Try(async () =>
    {
        foreach (var person in _people.Take(5))
        {
            await person.InvokeAsync("React", new Dictionary<string, int> { [Emojis[second % 6]] = 3, ["👏"] = 2 });
        }

        if (_latest is { } latest)
        {
            await Call(second, "ReactToMessage", latest, Emojis[second % 6], true);
        }

        if (second % 5 == 0)
        {
            _questions.Enqueue(await Call(second, "AskQuestion", $"Question {second}: how do you keep {Texts[3]}", false));
        }

        if (_questions.LastOrDefault() is > 0 and var question)
        {
            await Call(second + 1, "Vote", question, true);
            await Call(second + 2, "Vote", question, true);
        }
    });

    private async Task<long> Call(int turn, string method, params object?[] arguments)
    {
        var receipt = await _people[turn % _people.Length].InvokeCoreAsync<JsonElement>(method, [RoomClient.NewId(), .. arguments]);
        return receipt.GetProperty("position").GetInt64();
    }

    private async Task Try(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception problem)
        {
            _problems.Enqueue(problem);
        }
    }
}
