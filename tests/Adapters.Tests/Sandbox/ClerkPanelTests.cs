using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class ClerkPanelTests : IAsyncLifetime
{
    private ClerkApp _clerk = null!;

    public async ValueTask InitializeAsync() => _clerk = await ClerkApp.Start();

    public ValueTask DisposeAsync() => _clerk.DisposeAsync();

    [Fact]
    public async Task Somebody_is_shown_with_name_address_picture_and_open_sessions()
    {
        using var browser = _clerk.Browser();
        var session = await browser.SignedUp(_clerk, "ada@example.org");
        var ada = Assert.Single(await People());
        Assert.Equal(("Ada Lovelace", "ada@example.org"), (Text(ada, "name"), Text(ada, "email")));
        Assert.Equal(session, Text(Assert.Single(ada["sessions"]!.AsArray())!, "id"));
        using var picture = await _clerk.Http.GetAsync(new Uri(_clerk.Options.Url + Text(ada, "imageUrl")));
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task People_are_found_by_a_part_of_their_address_or_name_and_nobody_else_is()
    {
        await _clerk.People(new { count = 1, prefix = "speaker" });
        var guest = (await _clerk.People(new { count = 1, prefix = "guest" }))[0];
        Assert.Equal("guest-1@example.com", Text(Assert.Single(await People("GUEST")), "email"));
        Assert.Empty(await People("nobody"));
        using var renamed = await Rename(Text(guest, "id"), "Grace", "Hopper");
        Assert.Equal("guest-1@example.com", Text(Assert.Single(await People("ce hop")), "email"));
    }

    [Fact]
    public async Task A_revoked_session_is_over_and_the_others_are_not()
    {
        using var here = _clerk.Browser();
        using var there = _clerk.Browser();
        var first = await here.SignedUp(_clerk, "ada@example.org");
        var second = await there.SignedUp(_clerk, "bob@example.org");
        using var revoked = await _clerk.Http.PostAsync($"sessions/{first}/revoke", null);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await here.Post($"client/sessions/{first}/tokens")).Status);
        Assert.Equal(HttpStatusCode.OK, (await there.Post($"client/sessions/{second}/tokens")).Status);
        using var again = await _clerk.Http.PostAsync($"sessions/{first}/revoke", null);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_new_name_is_shown_at_once_and_a_bad_one_changes_nothing()
    {
        var id = Text((await _clerk.People(new { count = 1 }))[0], "id");
        using var renamed = await Rename(id, " Augusta ", "King");
        Assert.Equal(HttpStatusCode.NoContent, renamed.StatusCode);
        using var tooLong = await Rename(id, new string('x', 257), "King");
        using var missing = await Rename(id, null, "King");
        using var control = await Rename(id, "A\u0007", "King");
        Assert.All([tooLong, missing, control], refused => Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode));
        Assert.Equal("Augusta King", Text(Assert.Single(await People()), "name"));
        using var nobody = await Rename("user_nobody", "A", "B");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task A_deleted_user_is_gone_and_signed_out()
    {
        using var browser = _clerk.Browser();
        var session = await browser.SignedUp(_clerk, "ada@example.org");
        var id = Text(Assert.Single(await People()), "id");
        using var deleted = await _clerk.Http.DeleteAsync($"people/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await People());
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Post($"client/sessions/{session}/tokens")).Status);
        using var again = await _clerk.Http.DeleteAsync($"people/{id}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    private Task<HttpResponseMessage> Rename(string id, string? firstName, string lastName) =>
        _clerk.Http.PostAsJsonAsync($"people/{id}/rename", new { firstName, lastName });

    private async Task<List<JsonNode>> People(string query = "") =>
        [.. (await _clerk.Http.GetFromJsonAsync<JsonNode>($"state?query={Uri.EscapeDataString(query)}"))!["people"]!.AsArray().Select(x => x!)];

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
