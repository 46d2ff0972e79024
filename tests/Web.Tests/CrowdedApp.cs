using Webinars.People;

namespace Webinars.Web.Tests;

/// <summary>The product with somebody of every role, and a stranger: the owner of another webinar. Nobody is too fast here.</summary>
public sealed class CrowdedApp : IAsyncLifetime
{
    private Visitor[] _people = [];
    private Guid? _read;

    public WebinarsApp App { get; } = new();

    /// <summary>In a webinar of <see cref="Staffed"/>, from the least role up; the stranger there is one more attendee.</summary>
    public IEnumerable<(Role Role, Visitor Person)> Staff =>
        [(Role.Attendee, Stranger), .. Enum.GetValues<Role>().Select(role => (role, _people[(int)role]))];

    public Visitor Owner => _people[(int)Role.Owner];

    public Visitor Stranger => _people[^1];

    public async ValueTask InitializeAsync()
    {
        foreach (var limit in new[] { "VotesPerSecond", "ActionsPerSecond", "HistoryPerSecond" })
        {
            App.Settings[$"Limits__{limit}"] = "0";
        }

        await App.InitializeAsync();
        _people = await App.People(Enum.GetValues<Role>().Length + 1);
        await Stranger.Post($"/api/webinars/{await Stranger.Schedule()}/publish");
    }

    /// <summary>A published webinar in which everybody has their role.</summary>
    public async Task<Guid> Staffed()
    {
        var webinar = await Owner.Schedule();
        await Owner.Post($"/api/webinars/{webinar}/publish");
        await using var room = await Owner.Enter(webinar);
        foreach (var role in new[] { Role.Panelist, Role.Moderator, Role.Host })
        {
            await using var member = await _people[(int)role].Enter(webinar);
            await room.Call("AssignRole", RoomClient.NewId(), member.You.GetProperty("id"), role.ToString().ToLowerInvariant());
        }

        return webinar;
    }

    /// <summary>One of them, for what changes nothing.</summary>
    public async Task<Guid> Read() => _read ??= await Staffed();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
