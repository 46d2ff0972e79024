using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>Whom a webinar is for, at every door that leads into it.</summary>
public sealed class AccessTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task Every_door_asks_everybody_the_same()
    {
        var all = await Everybody();
        await Access(all, "approval");
        await Doors(all, "registered owner moderator");
        await Access(all, "inviteOnly");
        await Doors(all, "registered owner moderator");
        await Access(all, "open");
        await Doors(all, "registered owner moderator signed-in pending waitlisted declined");
    }

    [Fact]
    public async Task The_page_says_to_everybody_how_it_stands_with_them()
    {
        var all = await Everybody();
        foreach (var (name, state) in new[] { ("registered", "registered"), ("pending", "pending"), ("waitlisted", "waitlisted"), ("declined", "declined"), ("banned", "banned"), ("signed-in", "approval") })
        {
            Assert.Contains($"data-state=\"{state}\"", await Page(all, all.People[name]), StringComparison.Ordinal);
        }

        foreach (var name in new[] { "owner", "moderator" })
        {
            Assert.DoesNotContain("data-state", await Page(all, all.People[name]), StringComparison.Ordinal);
        }

        var stranger = await Page(all, null);
        Assert.Contains("data-state=\"approval\"", stranger, StringComparison.Ordinal);
        Assert.Contains("name=\"email\"", stranger, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"email\"", await Page(all, all.People["signed-in"]), StringComparison.Ordinal);

        // Why one is here is said to who was sent, and to nobody who may come in.
        Assert.Contains("class=\"notice\"", await Page(all, null, "?why=not-registered"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"notice\"", await Page(all, all.People["registered"], "?why=not-registered"), StringComparison.Ordinal);

        await Access(all, "registered");
        Assert.Contains("data-state=\"full\"", await Page(all, null), StringComparison.Ordinal);
        await Access(all, "open");
        Assert.Contains("data-state=\"open\"", await Page(all, null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_is_for_the_invited_others_see_that_it_is_there_and_when()
    {
        var all = await Everybody();
        await Access(all, "inviteOnly");
        foreach (var person in new[] { null, all.People["signed-in"], all.People["declined"] })
        {
            var page = await Page(all, person);
            Assert.Contains("By invitation only", page.Replace("The host did not accept your request", "By invitation only", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains(Title, page, StringComparison.Ordinal);
            Assert.DoesNotContain("With examples.", page, StringComparison.Ordinal);
            Assert.DoesNotContain(all.HostName, page, StringComparison.Ordinal);
            var told = await Read(await Ask(person, HttpMethod.Get, $"/api/webinars/{all.Webinar}"));
            Assert.Equal((Title, ""), (told.GetProperty("title").GetString(), told.GetProperty("description").GetString()));
            Assert.False(told.TryGetProperty("host", out _));
            Assert.Equal("{\"policy\":\"inviteOnly\",\"questions\":[]}", told.GetProperty("access").GetRawText());
            Assert.DoesNotContain(all.HostName, await (await Ask(person, HttpMethod.Get, $"/w/{all.Slug}/calendar.ics")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Contains("With examples.", await Page(all, all.People["registered"]), StringComparison.Ordinal);
        Assert.Contains("With examples.", await Page(all, all.People["moderator"]), StringComparison.Ordinal);
        Assert.DoesNotContain(all.Slug, await app.Http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain(all.Slug, await app.Http.GetStringAsync("/api/webinars?limit=100"), StringComparison.Ordinal);
        Assert.Contains(all.Slug, await (await all.Owner.Send(HttpMethod.Get, "/dashboard")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(all.Slug, await (await all.People["registered"].Send(HttpMethod.Get, "/dashboard")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(all.Slug, await (await all.People["declined"].Send(HttpMethod.Get, "/dashboard")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_many_seats_are_left_only_hosts_see()
    {
        var (host, people, webinar) = await app.Scheduled(1);
        await Patch(host, webinar, new { policy = "registered", capacity = 2 });
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (await Register(webinar, "a+b@example.com", "Ada"), await Register(webinar, "a+b@example.com", "Ada")));
        var toHost = (await host.Get($"/api/webinars/{webinar}")).GetProperty("access");
        var toOthers = (await people[0].Get($"/api/webinars/{webinar}")).GetProperty("access");
        Assert.Equal((1, false), (toHost.GetProperty("seatsLeft").GetInt32(), toHost.GetProperty("full").GetBoolean()));
        Assert.Equal((2, false), (toOthers.GetProperty("capacity").GetInt32(), toOthers.GetProperty("full").GetBoolean()));
        Assert.False(toOthers.TryGetProperty("seatsLeft", out _));
    }

    [Fact]
    public async Task More_seats_bring_those_in_who_wait()
    {
        var (host, people, webinar) = await app.Scheduled(2);
        await Patch(host, webinar, new { policy = "registered", capacity = 1 });
        foreach (var person in people)
        {
            await person.Send(HttpMethod.Post, $"/api/webinars/{webinar}/registrations", new { });
        }

        await people[1].IsRefused(HttpStatusCode.Forbidden, "not-registered", HttpMethod.Post, $"/api/webinars/{webinar}/ticket");
        await Patch(host, webinar, new { capacity = 2 });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await people[1].Send(HttpMethod.Post, $"/api/webinars/{webinar}/ticket")).IsSuccessStatusCode)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    [Fact]
    public async Task Who_registered_by_mail_and_signs_in_later_is_known_by_the_address()
    {
        var (host, people, webinar) = await app.Scheduled(2);
        await Patch(host, webinar, new { policy = "registered" });
        await Register(webinar, (await Email(people[0])).ToUpperInvariant(), "By hand");
        await people[0].Ticket(webinar);
        Assert.Equal("registered", (await people[0].Get($"/api/webinars/{webinar}/registrations/mine")).GetProperty("status").GetString());
        await people[1].IsRefused(HttpStatusCode.Forbidden, "not-registered", HttpMethod.Post, $"/api/webinars/{webinar}/ticket");
    }

    [Fact]
    public async Task Whose_seat_is_taken_back_is_out_of_the_room()
    {
        var (host, people, webinar) = await app.Scheduled(1);
        await Patch(host, webinar, new { policy = "registered" });
        await people[0].Send(HttpMethod.Post, $"/api/webinars/{webinar}/registrations", new { });
        await using var room = await people[0].Enter(webinar);
        var one = (await host.Get($"/api/webinars/{webinar}/registrations")).GetProperty("items")[0].GetProperty("id").GetGuid();
        await host.Post($"/api/webinars/{webinar}/registrations/{one}/decline");
        await room.Until(one => !one.IsConnected, "the end of the connection");
        await people[0].IsRefused(HttpStatusCode.Forbidden, "not-registered", HttpMethod.Post, $"/api/webinars/{webinar}/ticket");
    }

    [Fact]
    public async Task What_people_are_asked_is_kept_and_shown_as_text()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        await Patch(host, webinar, new { questions = new object[] { new { id = "why", label = "Why <b>you</b>?\r\nreally", required = true }, new { id = "tea", label = "Tea?", options = new[] { "yes", "<i>no" } } } });
        var slug = (await host.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString();
        var page = await app.Http.GetStringAsync($"/w/{slug}");
        Assert.Contains("Why &lt;b&gt;you&lt;/b&gt;? really", page, StringComparison.Ordinal);
        Assert.Contains("<option>&lt;i&gt;no</option>", page, StringComparison.Ordinal);

        var answer = await app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email = "a@example.com", name = "Ada" });
        Assert.Contains("\"answers.why\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email = " Ada+x@BÜCHER.example ", name = "<script>\r\nBcc: x", answers = new { why = "a\r\nb", unasked = "x" } });
        var kept = (await host.Get($"/api/webinars/{webinar}/registrations")).GetProperty("items")[0];
        Assert.Equal(("ada+x@xn--bcher-kva.example", "<script> Bcc: x", "{\"why\":\"a\\nb\"}"), (kept.GetProperty("email").GetString(), kept.GetProperty("name").GetString(), kept.GetProperty("answers").GetRawText()));
    }

    [Theory]
    [InlineData("{\"access\":{\"policy\":\"nobody\"}}")]
    [InlineData("{\"access\":{\"policy\":9}}")]
    [InlineData("{\"access\":{\"capacity\":-1}}")]
    [InlineData("{\"access\":{\"questions\":[null]}}")]
    [InlineData("{\"access\":{\"questions\":[{}]}}")]
    public async Task What_makes_no_sense_is_refused(string body)
    {
        var (host, _, webinar) = await app.Scheduled(0);
        await host.IsRefused(HttpStatusCode.BadRequest, "invalid", HttpMethod.Patch, $"/api/webinars/{webinar}", JsonSerializer.Deserialize<JsonElement>(body));
    }

    [Fact]
    public async Task The_calendar_file_is_of_the_webinar_and_of_nobody()
    {
        var (host, _, webinar) = await app.Scheduled(0);
        var slug = (await host.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString();
        await Register(webinar, "ada@example.com", "Ada");
        var file = await app.Http.GetAsync($"/w/{slug}/calendar.ics");
        Assert.Equal("text/calendar", file.Content.Headers.ContentType!.MediaType);
        var text = await file.Content.ReadAsStringAsync();
        Assert.Contains("METHOD:PUBLISH", text, StringComparison.Ordinal);
        Assert.Contains($"UID:{webinar:N}@webinars", text, StringComparison.Ordinal);
        Assert.Contains($"{app.Url}/w/", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("ATTENDEE", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/join/", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/w/no-such-webinar/calendar.ics")).StatusCode);
    }

    private const string Title = "Why rooms remember";

    private sealed record Cast(Guid Webinar, string Slug, string HostName, Dictionary<string, Visitor> People)
    {
        public Visitor Owner => People["owner"];
    }

    /// <summary>A webinar with approval and one seat, and somebody of every kind.</summary>
    private async Task<Cast> Everybody()
    {
        string[] names = ["moderator", "banned", "registered", "waitlisted", "pending", "declined", "signed-in"];
        var (host, others, webinar) = await app.Scheduled(names.Length);
        var people = names.Zip(others).ToDictionary(one => one.First, one => one.Second);
        await using (var room = await host.Enter(webinar))
        {
            await using var moderator = await people["moderator"].Enter(webinar);
            await using var banned = await people["banned"].Enter(webinar);
            await room.Call("AssignRole", RoomClient.NewId(), moderator.You.GetProperty("id"), "moderator");
            await room.Call("Sanction", RoomClient.NewId(), new { kind = "ban", personId = banned.You.GetProperty("id"), removeMessages = false });
        }

        await Patch(host, webinar, new { policy = "approval", capacity = 1 });
        foreach (var name in new[] { "registered", "waitlisted", "pending", "declined" })
        {
            await people[name].Send(HttpMethod.Post, $"/api/webinars/{webinar}/registrations", new { });
            var newest = (await host.Get($"/api/webinars/{webinar}/registrations?limit=1")).GetProperty("items")[0].GetProperty("id").GetGuid();
            if (name is not "pending")
            {
                await host.Post($"/api/webinars/{webinar}/registrations/{newest}/{(name is "declined" ? "decline" : "approve")}");
            }

            Assert.Equal(name, (await people[name].Get($"/api/webinars/{webinar}/registrations/mine")).GetProperty("status").GetString());
        }

        people["owner"] = host;
        var told = await host.Get($"/api/webinars/{webinar}");
        return new Cast(webinar, told.GetProperty("slug").GetString()!, told.GetProperty("host").GetProperty("name").GetString()!, people);
    }

    private async Task Doors(Cast all, string may)
    {
        var live = $"/w/{all.Slug}/live";
        var open = may.Contains("signed-in", StringComparison.Ordinal);
        Assert.StartsWith(open ? "/sign-in" : $"/w/{all.Slug}?why=not-registered", (await app.Http.GetAsync(live)).Headers.Location!.ToString(), StringComparison.Ordinal);
        foreach (var (name, person) in all.People)
        {
            var ticket = await person.Send(HttpMethod.Post, $"/api/webinars/{all.Webinar}/ticket");
            var playback = await person.Send(HttpMethod.Post, $"/api/webinars/{all.Webinar}/playback-token");
            var file = await person.Send(HttpMethod.Get, $"/api/webinars/{all.Webinar}/handouts/1");
            var page = await person.Send(HttpMethod.Get, live);
            if (may.Split(' ').Contains(name))
            {
                Assert.True(ticket.IsSuccessStatusCode, $"{name} got no ticket.");
                await Visitor.IsRefused(HttpStatusCode.Conflict, "not-live", playback);
                await Visitor.IsRefused(HttpStatusCode.NotFound, "not-found", file);
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
                continue;
            }

            foreach (var answer in new[] { ticket, playback, file })
            {
                await Visitor.IsRefused(HttpStatusCode.Forbidden, name is "banned" ? "banned" : "not-registered", answer);
            }

            Assert.Equal(name is "banned" ? HttpStatusCode.OK : HttpStatusCode.Redirect, page.StatusCode);
            Assert.Equal(name is "banned" ? null : $"/w/{all.Slug}?why=not-registered#registration", page.Headers.Location?.ToString());
        }
    }

    private Task<HttpResponseMessage> Ask(Visitor? person, HttpMethod method, string path) =>
        person?.Send(method, path) ?? app.Http.SendAsync(new HttpRequestMessage(method, path));

    private async Task<string> Page(Cast all, Visitor? person, string query = "") => await (await Ask(person, HttpMethod.Get, $"/w/{all.Slug}{query}")).Content.ReadAsStringAsync();

    private static async Task<JsonElement> Read(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    private static Task Access(Cast all, string policy) => Patch(all.Owner, all.Webinar, new { policy });

    private static async Task Patch(Visitor host, Guid webinar, object access)
    {
        var answer = await host.Send(HttpMethod.Patch, $"/api/webinars/{webinar}", new { access });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpStatusCode> Register(Guid webinar, string email, string name) =>
        (await app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email, name })).StatusCode;

    private async Task<string> Email(Visitor person)
    {
        var state = JsonDocument.Parse(await app.Http.GetStringAsync("/sandbox/clerk/state")).RootElement;
        return state.GetProperty("people").EnumerateArray().First(one => one.GetProperty("id").GetString() == person.Subject).GetProperty("email").GetString()!;
    }
}
