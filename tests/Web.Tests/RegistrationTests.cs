using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>Registering over HTTP, to the letter in the sandbox's inbox.</summary>
public sealed class RegistrationTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task Who_registers_gets_a_letter_with_a_calendar_entry()
    {
        var (_, _, webinar) = await app.Scheduled(0);
        Assert.Equal(HttpStatusCode.Accepted, (await Register(webinar, "Ada+letters@Example.com", "Ada")).StatusCode);
        var letter = await Letter("ada+letters@example.com");
        Assert.StartsWith("You are registered: ", letter.GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.Contains($"{app.Url}/join/", letter.GetProperty("text").GetString(), StringComparison.Ordinal);
        var file = await app.Http.GetStringAsync(letter.GetProperty("attachments")[0].GetProperty("url").GetString());
        Assert.Contains("METHOD:REQUEST", file, StringComparison.Ordinal);
        Assert.Contains($"UID:{webinar:N}@webinars", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_learns_from_the_answer_who_is_registered()
    {
        var (_, _, webinar) = await app.Scheduled(0);
        var first = await Register(webinar, "known@example.com", "Known");
        var again = await Register(webinar, "known@example.com", "Known");
        var other = await Register(webinar, "unknown@example.com", "Unknown");
        foreach (var answer in new[] { first, again, other })
        {
            Assert.Equal((HttpStatusCode.Accepted, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task Who_is_signed_in_registers_with_one_click_and_sees_how_it_stands()
    {
        var (host, people, webinar) = await app.Scheduled(1);
        await Visitor.IsRefused(HttpStatusCode.NotFound, "not-found", await people[0].Send(HttpMethod.Get, $"/api/webinars/{webinar}/registrations/mine"));
        Assert.Equal(HttpStatusCode.Accepted, (await people[0].Send(HttpMethod.Post, $"/api/webinars/{webinar}/registrations", new { })).StatusCode);
        Assert.Equal("registered", (await people[0].Get($"/api/webinars/{webinar}/registrations/mine")).GetProperty("status").GetString());
        var list = await host.Get($"/api/webinars/{webinar}/registrations");
        Assert.Equal((1, 1), (list.GetProperty("items").GetArrayLength(), list.GetProperty("taken").GetInt32()));

        Assert.Equal(HttpStatusCode.NoContent, (await people[0].Send(HttpMethod.Delete, $"/api/webinars/{webinar}/registrations/mine")).StatusCode);
        Assert.Equal("cancelled", (await people[0].Get($"/api/webinars/{webinar}/registrations/mine")).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("nobody", "Ada", "email")]
    [InlineData("a@example.com\r\nBcc: b@example.com", "Ada", "email")]
    [InlineData("a@example.com", "", "name")]
    public async Task What_is_wrong_is_named(string email, string name, string field)
    {
        var (_, _, webinar) = await app.Scheduled(0);
        var answer = await Register(webinar, email, name);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{field}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Register(Guid webinar, string email, string name) =>
        app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email, name });

    private async Task<JsonElement> Letter(string to)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var inbox = await app.Http.GetFromJsonAsync<JsonElement>($"/sandbox/resend/inbox?to={Uri.EscapeDataString(to)}", limit.Token);
            if (inbox.GetArrayLength() > 0)
            {
                return inbox[0];
            }

            await Task.Delay(50, limit.Token);
        }
    }
}
