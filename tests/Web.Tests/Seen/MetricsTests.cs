using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using SharpYaml.Serialization;
using Webinars.Core.Tests;

namespace Webinars.Web.Tests.Seen;

/// <summary>A process in which something went on, and what it says of itself: to whom, and to nobody of whom.</summary>
public sealed partial class MetricsTests : IAsyncLifetime
{
    private const string Token = "SENTINEL-TOKEN";
    private readonly WebinarsApp _app = new();

    public async ValueTask InitializeAsync()
    {
        _app.Settings["Metrics__Token"] = Token;
        _app.Settings["Store__BackupPath"] = Path.Combine(_app.Folder, "backups");
        await _app.Start();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Every_figure_of_the_dashboard_the_alerts_and_the_paper_is_there_and_nobody_is_in_them_or_in_the_log()
    {
        var (host, attendees, webinar) = await _app.Scheduled(1);
        var ticket = await attendees[0].Ticket(webinar);
        await using (var room = await host.Enter(webinar))
        {
            await host.Post($"/api/webinars/{webinar}/go-live");
            await room.Say("SENTINEL-TEXT");
            await room.IsRefused("bad-client-id", "PostMessage", "no id", "SENTINEL-TEXT", null);
            await room.Hears("messagePosted");
        }

        Assert.Equal(HttpStatusCode.OK, (await new MuxMessage(_app).Post(MuxMessage.Stream("video.live_stream.active", "unknown"))).StatusCode);
        var asked = Asked(Repository.Read("deploy/grafana/webinars.json")).Concat(Asked(Repository.Read("deploy/prometheus/alerts.yml"))).ToHashSet();
        var paper = Row().Matches(Repository.Read("docs/metrics.md")).Select(row => row.Groups[1].Value).ToList();
        Assert.Contains("webinars_ack_duration_seconds_bucket", asked);

        var scrape = await Scrape(text => !asked.Except(Series(text)).Any() && !paper.Except(Families(text)).Any());

        Assert.Empty(asked.Except(Series(scrape)));
        Assert.Equal(paper.Order(StringComparer.Ordinal), Families(scrape).Order(StringComparer.Ordinal));
        var me = (await attendees[0].Enter(webinar)).You;
        await _app.Stop();
        foreach (var secret in new[] { "SENTINEL-TEXT", Token, ticket, host.Token, host.Subject, host.Session, me.GetProperty("name").GetString()!, me.GetProperty("id").GetString()!, "@example" })
        {
            Assert.DoesNotContain(secret, scrape, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, _app.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(webinar.ToString(), scrape, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_token_set_nobody_reads_without_it()
    {
        foreach (var (header, status) in new (AuthenticationHeaderValue?, HttpStatusCode)[]
        {
            (null, HttpStatusCode.NotFound),
            (new("Bearer", "another"), HttpStatusCode.NotFound),
            (new("Basic", Token), HttpStatusCode.NotFound),
            (new("Bearer", Token), HttpStatusCode.OK),
        })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.Authorization = header;
            Assert.Equal((header, status), (header, (await _app.Http.SendAsync(request)).StatusCode));
        }
    }

    [Fact]
    public void The_dashboard_is_JSON_with_all_its_rows()
    {
        var panels = JsonElement.Parse(Repository.Read("deploy/grafana/webinars.json")).GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(["The room", "People", "Store", "Outbox", "Vendors", "Node"], panels.Where(one => one.GetProperty("type").GetString() == "row").Select(one => one.GetProperty("title").GetString()));
        Assert.Equal(panels.Count, panels.Select(one => one.GetProperty("id").GetInt32()).Distinct().Count());
    }

    [Fact]
    public void Every_alert_leads_to_a_paragraph_that_is_there()
    {
        var file = new Serializer().Deserialize<Dictionary<string, object>>(Repository.Read("deploy/prometheus/alerts.yml"))!;
        var rules = ((List<object>)file["groups"]).SelectMany(group => (List<object>)((Dictionary<object, object>)group)["rules"]).Cast<Dictionary<object, object>>().ToList();
        var headings = Heading().Matches(Repository.Read("docs/operations.md")).Select(heading => heading.Groups[1].Value.ToLowerInvariant().Replace(' ', '-')).ToHashSet();
        Assert.Equal(rules.Count, rules.Select(rule => rule["alert"]).Distinct().Count());
        Assert.All(rules, rule => Assert.Contains(((string)((Dictionary<object, object>)rule["annotations"])["runbook"]).Split("docs/operations.md#")[1], headings));
    }

    private static IEnumerable<string> Asked(string text) => Metric().Matches(text).Select(metric => metric.Value);

    private static HashSet<string> Series(string scrape) => [.. scrape.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('{', ' ')[0])];

    /// <summary>Ours.</summary>
    private static IEnumerable<string> Families(string scrape) => Family().Matches(scrape).Select(family => family.Groups[1].Value);

    private async Task<string> Scrape(Func<string, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            var text = await (await _app.Http.SendAsync(request)).Content.ReadAsStringAsync();
            if (holds(text) || limit.IsCancellationRequested)
            {
                return text;
            }

            await Task.Delay(500);
        }
    }

    [GeneratedRegex(@"\b(webinars|dotnet|http_server)_[a-z_]+\b")]
    private static partial Regex Metric();

    [GeneratedRegex(@"^# TYPE (webinars_[a-z_]+) ", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex(@"^\| `(webinars_[a-z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
