using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>What hosts do over HTTP about those who come: lists, invitations, letters.</summary>
public sealed class AudienceTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task A_list_with_broken_lines_sends_nothing_until_the_good_ones_are_wanted()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        const string Text = "name;email\r\nAda;ada.list@example.com\r\nNobody;nobody@\r\n\"Bob;bob.list@example.com\r\n";
        var result = await host.Post($"/api/webinars/{webinar}/invitations", new { text = Text });
        Assert.Equal((false, 1, 2), (result.GetProperty("done").GetBoolean(), result.GetProperty("invited").GetInt32(), result.GetProperty("broken").GetInt32()));
        Assert.Equal([3, 4], result.GetProperty("notes").EnumerateArray().Select(note => note.GetProperty("line").GetInt32()));
        result = await host.Post($"/api/webinars/{webinar}/invitations", new { text = Text, onlyGood = true, role = "panelist" });
        Assert.True(result.GetProperty("done").GetBoolean());
        var letter = await Letter("ada.list@example.com");
        Assert.StartsWith("You are invited as a panelist: ", letter.GetProperty("subject").GetString(), StringComparison.Ordinal);

        var list = await host.Get($"/api/webinars/{webinar}/registrations?status=invited");
        Assert.Equal(("Ada", "panelist", 0), (list.GetProperty("items")[0].GetProperty("name").GetString(), list.GetProperty("items")[0].GetProperty("role").GetString(), list.GetProperty("taken").GetInt32()));
    }

    [Fact]
    public async Task A_file_is_taken_as_it_is_up_to_a_megabyte()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        var rows = new StringBuilder("\uFEFFemail,name\n");
        for (var i = 0; i < 10_000; i++)
        {
            rows.Append(i % 1_000 == 7 ? $"p{i}@,Péter {i}\n" : $"p{i}@bücher.example,Péter {i}\n");
        }

        var result = await Upload(host, webinar, rows.ToString(), "");
        Assert.Equal((false, 9_990, 10), (result.GetProperty("done").GetBoolean(), result.GetProperty("invited").GetInt32(), result.GetProperty("broken").GetInt32()));
        result = await Upload(host, webinar, rows.ToString()[..rows.ToString().IndexOf("p250@", StringComparison.Ordinal)], "?onlyGood=true");
        Assert.Equal((249, 1), (result.GetProperty("invited").GetInt32(), result.GetProperty("broken").GetInt32()));
        await Until(async () => (await host.Get($"/api/webinars/{webinar}/registrations?limit=200")) is var page && page.GetProperty("items").EnumerateArray().Any(one => one.GetProperty("email").GetString()!.StartsWith("p249@", StringComparison.Ordinal)));
        Assert.Equal("Péter 123", (await host.Get($"/api/webinars/{webinar}/registrations?search=peter%20123")).GetProperty("items")[0].GetProperty("name").GetString());
        await Visitor.IsRefused(HttpStatusCode.RequestEntityTooLarge, "too-large", await host.Send(HttpMethod.Post, $"/api/webinars/{webinar}/invitations", new { text = new string('a', 1_100_000) }));
        await Visitor.IsRefused(HttpStatusCode.RequestEntityTooLarge, "too-large", await host.Send(HttpMethod.Post, $"/api/webinars/{webinar}/invitations", new { text = new string('a', 7_000_000) }));
    }

    [Fact]
    public async Task Registrations_leave_as_a_file_without_formulas()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        await app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email = "ada@example.com", name = "=HYPERLINK(\"http://evil.example\",\"x\")" });
        var answer = await host.Send(HttpMethod.Get, $"/api/webinars/{webinar}/registrations.csv");
        Assert.Equal(("text/csv", "attachment"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.StartsWith("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",ada@example.com,Registered,", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task A_host_cancels_for_somebody_and_a_stranger_does_not()
    {
        var (host, people, webinar) = await app.Scheduled(1);
        await people[0].Send(HttpMethod.Post, $"/api/webinars/{webinar}/registrations", new { });
        var id = (await host.Get($"/api/webinars/{webinar}/registrations")).GetProperty("items")[0].GetProperty("id").GetGuid();
        await Visitor.IsRefused(HttpStatusCode.Forbidden, "not-allowed", await people[0].Send(HttpMethod.Delete, $"/api/webinars/{webinar}/registrations/{id}"));
        Assert.Equal(HttpStatusCode.NoContent, (await host.Send(HttpMethod.Delete, $"/api/webinars/{webinar}/registrations/{id}")).StatusCode);
        Assert.Equal("declined", (await people[0].Get($"/api/webinars/{webinar}/registrations/mine")).GetProperty("status").GetString());

        // A host's no stands.
        await people[0].Send(HttpMethod.Post, $"/api/webinars/{webinar}/registrations", new { });
        Assert.Equal("declined", (await people[0].Get($"/api/webinars/{webinar}/registrations/mine")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_announcement_reaches_who_is_registered_and_hosts_see_that_it_did()
    {
        var (host, people, webinar) = await app.Scheduled(1);
        await app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email = "reader@example.com", name = "Rea" });
        await Letter("reader@example.com");
        var path = $"/api/webinars/{webinar}/letters/announcements";
        var said = new { id = "one", subject = "Slides", text = "They are <b>here</b>.\nhttps://example.com" };
        await Visitor.IsRefused(HttpStatusCode.Forbidden, "not-allowed", await people[0].Send(HttpMethod.Post, path, said));
        var preview = await host.Post($"{path}/preview", said);
        Assert.Equal(1, preview.GetProperty("readers").GetInt32());
        Assert.Contains("They are <b>here</b>.", preview.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await host.Send(HttpMethod.Post, path, said)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await host.Send(HttpMethod.Post, path, said)).StatusCode);
        await Until(async () => (await Inbox("reader@example.com")).GetArrayLength() == 2);
        var letter = (await Inbox("reader@example.com")).EnumerateArray().Single(one => one.GetProperty("subject").GetString()!.StartsWith("Slides: ", StringComparison.Ordinal));
        Assert.Contains("They are &lt;b&gt;here&lt;/b&gt;.", letter.GetProperty("html").GetString(), StringComparison.Ordinal);
        await Until(async () => (await host.Get($"/api/webinars/{webinar}/letters?kind=announcement")).GetProperty("tallies").EnumerateArray()
            .Any(one => one.GetProperty("kind").GetString() == "announcement" && one.GetProperty("delivered").GetInt32() == 1));
    }

    private async Task<JsonElement> Upload(Visitor host, Guid webinar, string text, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webinars/{webinar}/invitations{query}") { Content = new StringContent(text, Encoding.UTF8, "text/csv") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token);
        var answer = await app.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<JsonElement> Inbox(string to) => app.Http.GetFromJsonAsync<JsonElement>($"/sandbox/resend/inbox?to={Uri.EscapeDataString(to)}");

    private async Task<JsonElement> Letter(string to)
    {
        await Until(async () => (await Inbox(to)).GetArrayLength() > 0);
        return (await Inbox(to))[0];
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await holds())
        {
            await Task.Delay(100, limit.Token);
        }
    }
}
