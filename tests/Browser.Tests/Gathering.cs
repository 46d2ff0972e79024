using System.Net.Http.Json;
using System.Text.Json;
using Webinars.Web.Tests;

namespace Webinars.Browser.Tests;

/// <summary>Who is in a room, each at a browser. At the end nobody's page may have complained.</summary>
public sealed class Gathering(Guid webinar, string path, Visitor owner, Person host, Person[] attendees) : IAsyncDisposable
{
    public Guid Webinar => webinar;

    public string Path => path;

    public Person Host => host;

    public IReadOnlyList<Person> Attendees => attendees;

    public IEnumerable<Person> Everybody => attendees.Prepend(host);

    public Task All(Func<Person, Task> see) => Task.WhenAll(Everybody.Select(see));

    /// <summary>The encoder sends, and the host has pressed the button.</summary>
    public async Task GoLive(WebinarsApp app)
    {
        var state = JsonDocument.Parse(await app.Http.GetStringAsync("/sandbox/mux/state")).RootElement;
        var stream = state.GetProperty("streams").EnumerateArray().First(one => one.ToString().Contains(webinar.ToString(), StringComparison.Ordinal));
        (await app.Http.PostAsJsonAsync($"/sandbox/mux/live-streams/{stream.GetProperty("id").GetString()}/encoder", new { on = true })).EnsureSuccessStatusCode();
        await owner.Post($"/api/webinars/{webinar}/go-live");
        await All(person => person.Sees("live"));
    }

    public void NobodyComplains() => Assert.Empty(Everybody.SelectMany(person => person.Complaints));

    public async ValueTask DisposeAsync()
    {
        foreach (var person in Everybody)
        {
            await person.DisposeAsync();
        }
    }
}
