using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Webinars.Servers;

namespace Webinars.Web.Tests.Nodes;

/// <summary>People in one room of a cluster, who all talk until they are told to stop.</summary>
internal sealed class Gathering : IAsyncDisposable
{
    private readonly CancellationTokenSource _hush = new();
    private readonly HttpClient _http;
    private readonly List<Participant> _people = [];
    private Task[] _talking = [];

    private Gathering(Cluster cluster) => (Cluster, _http) = (cluster, new HttpClient { BaseAddress = new Uri(cluster.Url), Timeout = TimeSpan.FromSeconds(5) });

    public Cluster Cluster { get; }

    public Guid Webinar { get; private set; }

    public IReadOnlyList<Participant> People => _people;

    public IEnumerable<KeyValuePair<string, long>> Acknowledged => _people.SelectMany(one => one.Acknowledged);

    /// <summary>Limits are lifted by settings: a few talk as much as many.</summary>
    public static Dictionary<string, string?> Settings => new()
    {
        ["Limits__ChatPerTenSeconds"] = "0",
        ["Limits__ResumesPerTenSeconds"] = "0",
        ["Limits__HistoryPerSecond"] = "0",
    };

    public static async Task<Gathering> Of(Cluster cluster, int people)
    {
        var gathering = new Gathering(cluster);
        var persons = await gathering.Ask<JsonElement>("/sandbox/clerk/people", new { count = people + 1 }, null);
        var tokens = persons.EnumerateArray().Select(one => one.GetProperty("token").GetString()!).ToList();
        var draft = await gathering.Ask<JsonElement>("/api/webinars", Visitor.Draft(), tokens[0]);
        gathering.Webinar = draft.GetProperty("id").GetGuid();
        await gathering.Ask<JsonElement>($"/api/webinars/{gathering.Webinar}/publish", new { }, tokens[0]);
        foreach (var token in tokens.Skip(1))
        {
            gathering._people.Add(new Participant(cluster.Url, gathering.Webinar, () => gathering.Ticket(token)));
        }

        await Task.WhenAll(gathering._people.Select(one => one.Ready)).WaitAsync(TimeSpan.FromMinutes(2));
        return gathering;
    }

    /// <summary>Each says something every so often, one thing after the other.</summary>
    public void Talk(TimeSpan every) => _talking = [.. _people.Select((one, i) => Talk(one, i, every))];

    /// <summary>What was begun is said to its end.</summary>
    public async Task Hush()
    {
        await _hush.CancelAsync();
        await Task.WhenAll(_talking).WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>The messages of the log as the database holds them, by position.</summary>
    public async Task<IReadOnlyDictionary<long, string>> Log()
    {
        await using var source = NpgsqlDataSource.Create(Cluster.Settings["ConnectionStrings__Postgres"]!);
        await using var command = source.CreateCommand($"SELECT position, json FROM room_event WHERE room = '{Webinar}' ORDER BY position");
        await using var reader = await command.ExecuteReaderAsync();
        var log = new Dictionary<long, string>();
        var last = 0L;
        while (await reader.ReadAsync())
        {
            Assert.Equal(++last, reader.GetInt64(0));
            var happened = JsonDocument.Parse(reader.GetString(1)).RootElement;
            if (happened.GetProperty("type").GetString() == "messagePosted")
            {
                log.Add(last, happened.GetProperty("text").GetString()!);
            }
        }

        return log;
    }

    /// <summary>Nothing that was acknowledged is lost, nothing is doubled, and everybody holds the same as the log.</summary>
    public async Task AllIsWell()
    {
        var log = await Log();
        var head = log.Keys.Max();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_people.Any(one => one.Position < head))
        {
            Assert.False(limit.IsCancellationRequested, $"{_people.Count(one => one.Position < head)} did not come to {head}; the last stands at {_people.Min(one => one.Position)}.");
            await Task.Delay(50, CancellationToken.None);
        }

        Assert.Equal(log.Count, log.Values.Distinct().Count());
        Assert.All(Acknowledged, one => Assert.Equal(one.Key, log.GetValueOrDefault(one.Value)));
        Assert.All(_people, one =>
        {
            Assert.Equal(0, one.Doubled);
            Assert.Equal(log, one.Timeline());
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _hush.CancelAsync();
        await Task.WhenAll(_people.Select(one => one.DisposeAsync().AsTask()));
        _http.Dispose();
        _hush.Dispose();
    }

    private async Task Talk(Participant one, int number, TimeSpan every)
    {
        // Not all at once.
        await Task.Delay(every * Random.Shared.NextDouble(), CancellationToken.None);
        for (var i = 0; !_hush.IsCancellationRequested; i++)
        {
            await one.Say($"{number}-{i}");
            await Task.Delay(every * (0.5 + Random.Shared.NextDouble()), CancellationToken.None);
        }
    }

    private async Task<string> Ticket(string token) =>
        (await Ask<JsonElement>($"/api/webinars/{Webinar}/ticket", new { }, token)).GetProperty("ticket").GetString()!;

    private async Task<T> Ask<T>(string path, object body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<T>())!;
    }
}
