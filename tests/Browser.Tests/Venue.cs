using System.Text.Json;
using Webinars.Web.Tests;

namespace Webinars.Browser.Tests;

/// <summary>The product and a browser, once for all stories of the live room; every story has a webinar of its own.</summary>
public class Venue : IAsyncLifetime
{
    private readonly Chromium _chromium = new();

    public WebinarsApp App { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await App.InitializeAsync();
        await _chromium.InitializeAsync();
    }

    /// <summary>A host and attendees in the room of a scheduled webinar, where one may write before it begins.</summary>
    /// <param name="script">Runs in the host's pages before their own scripts.</param>
    public async Task<Gathering> Gather(int attendees, string script = "0")
    {
        var (host, visitors, webinar) = await App.Scheduled(attendees);
        var path = $"/w/{(await host.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString()}/live";
        var people = await Task.WhenAll(visitors.Prepend(host).Select(visitor => Person(visitor)));
        await people[0].Context.AddInitScriptAsync(script);
        await Task.WhenAll(people.Select(person => person.Enter(path)));
        return new Gathering(webinar, path, host, people[0], people[1..]);
    }

    /// <summary>Somebody of the sandbox at a browser of their own, signed in, not yet in any room.</summary>
    public async Task<Person> Person(Visitor visitor, bool phone = false, bool dark = false)
    {
        var person = await _chromium.Person(await NameOf(visitor), App.Url, phone, dark);
        await person.SignIn(visitor.Token);
        return person;
    }

    /// <summary>Somebody at a browser without an account.</summary>
    public Task<Person> Guest(string name, bool phone = false, bool dark = false) => _chromium.Person(name, App.Url, phone, dark);

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<string> NameOf(Visitor visitor)
    {
        var state = JsonDocument.Parse(await App.Http.GetStringAsync("/sandbox/clerk/state")).RootElement;
        return state.GetProperty("people").EnumerateArray().First(one => one.GetProperty("id").GetString() == visitor.Subject).GetProperty("name").GetString()!;
    }
}

[CollectionDefinition(nameof(Venue))]
public sealed class VenueCollection : ICollectionFixture<Venue>;
