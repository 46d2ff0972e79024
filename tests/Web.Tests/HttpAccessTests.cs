using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Webinars.Api;
using Webinars.Core.Tests;
using Webinars.People;
using Webinars.Storage;
using Webinars.Streaming;

namespace Webinars.Web.Tests;

/// <summary>Every endpoint and every page × everybody: nobody, a stranger, each role. What is in no row here is open by mistake.</summary>
public sealed class HttpAccessTests(CrowdedApp app) : IClassFixture<CrowdedApp>
{
    /// <summary>Endpoint → who may: null is everybody, Attendee whoever has signed in.</summary>
    private static readonly Dictionary<string, Role?> Endpoints = new()
    {
        ["GET /api/webinars"] = null,
        ["POST /api/webinars"] = Role.Attendee,
        ["GET /api/webinars/{id}"] = null,
        ["PATCH /api/webinars/{id}"] = Role.Host,
        ["POST /api/webinars/{id}/publish"] = Role.Host,
        ["POST /api/webinars/{id}/cancel"] = Role.Host,
        ["POST /api/webinars/{id}/go-live"] = Role.Host,
        ["DELETE /api/webinars/{id}/go-live"] = Role.Host,
        ["POST /api/webinars/{id}/end"] = Role.Host,
        ["GET /api/webinars/{id}/stream"] = Role.Host,
        ["POST /api/webinars/{id}/stream/reset-key"] = Role.Host,
        ["GET /api/webinars/{id}/broadcast"] = Role.Host,
        ["POST /api/webinars/{id}/playback-token"] = Role.Attendee,
        ["POST /api/webinars/{id}/ticket"] = Role.Attendee,
        ["POST /api/webinars/{id}/registrations"] = null,
        ["GET /api/webinars/{id}/registrations/mine"] = Role.Attendee,
        ["DELETE /api/webinars/{id}/registrations/mine"] = Role.Attendee,
        ["GET /api/webinars/{id}/registrations"] = Role.Host,
        ["DELETE /api/webinars/{id}/registrations/{registration}"] = Role.Host,
        ["GET /api/webinars/{id}/registrations.csv"] = Role.Host,
        ["POST /api/webinars/{id}/invitations"] = Role.Host,
        ["GET /api/webinars/{id}/letters"] = Role.Host,
        ["POST /api/webinars/{id}/letters/announcements"] = Role.Host,
        ["POST /api/webinars/{id}/letters/announcements/preview"] = Role.Host,
        ["POST /api/webinars/{id}/registrations/{registration}/approve"] = Role.Host,
        ["POST /api/webinars/{id}/registrations/{registration}/decline"] = Role.Host,
        ["POST /api/letters/{token}/unsubscribe"] = null,
        ["GET /api/letters/{token}/unsubscribe"] = null,
        ["GET /api/webinars/{id}/attendance"] = Role.Moderator,
        ["GET /api/webinars/{id}/feedback"] = Role.Moderator,
        ["GET /api/notifications/pass"] = Role.Attendee,
        ["POST /api/webinars/{id}/handouts"] = Role.Moderator,
        ["GET /api/webinars/{id}/handouts/{handoutId:long}"] = Role.Attendee,
        ["GET /api/admin/deliveries"] = null,
        ["GET /api/admin/deliveries/{key}"] = null,
        ["POST /api/admin/deliveries/{key}/revive"] = null,
        ["POST /auth/session"] = Role.Attendee,
        ["DELETE /auth/session"] = null,
        ["GET /openapi/{documentName}.json"] = null,
        ["GET /health/live"] = null,
        ["GET /health/ready"] = null,
    };

    /// <summary>Vendors alone, by their signature (WebhookTests).</summary>
    private static readonly string[] Signed = ["POST /webhooks/{vendor}"];

    private static readonly Dictionary<string, Role?> Pages = new()
    {
        ["/"] = null,
        ["/past"] = null,
        ["/error/{code:int=404}"] = null,
        ["/sign-in/{**step}"] = null,
        ["/sign-up/{**step}"] = null,
        ["/account"] = Role.Attendee,
        ["/dashboard"] = Role.Attendee,

        // To all but operators it is not there (DeliveriesTests).
        ["/admin/deliveries"] = null,
        ["/webinars/new"] = Role.Attendee,
        ["/webinars/{id:guid}/edit"] = Role.Host,
        ["/webinars/{id:guid}/feedback"] = Role.Moderator,

        // The link says who it is; this one is nobody's.
        ["/feedback/{token}"] = null,
        ["/webinars/{id:guid}/registrations"] = Role.Host,
        ["/webinars/{id:guid}/letters"] = Role.Host,
        ["/w/{slug}"] = null,
        ["/w/{slug}/calendar.ics"] = null,

        // By their token (PersonalLinkTests).
        ["/join/{token}"] = null,
        ["/letters/{token}"] = null,
        ["/w/{slug}/live"] = Role.Attendee,

        // While there is no replay it leads to the page before, which is everybody's.
        ["/w/{slug}/replay"] = null,
    };

    public static TheoryData<string> EndpointNames => [.. Endpoints.Keys.Concat(Signed)];

    public static TheoryData<string> OfOneWebinar => [.. Endpoints.Keys.Where(endpoint => endpoint.Contains("{id}", StringComparison.Ordinal))];

    public static TheoryData<string> PageNames => [.. Pages.Keys];

    [Fact]
    public void Every_endpoint_has_its_row_and_every_row_its_endpoint() => Assert.Equal(Mapped().Order(), Endpoints.Keys.Concat(Signed).Order());

    [Fact]
    public void Every_page_has_its_row_and_every_row_its_page()
    {
        var pages = Repository.Files("src/Web/Pages", ".cshtml").Select(file => Repository.Read(file).Split('\n')[0].Trim())
            .Where(line => line.StartsWith("@page", StringComparison.Ordinal)).Select(line => line.Split('"') is [_, var path, ..] ? path : "/");
        Assert.Equal(pages.Order(), Pages.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(EndpointNames))]
    public async Task An_endpoint_is_for_those_of_whom_its_row_says_so(string endpoint)
    {
        var webinar = endpoint.StartsWith("GET", StringComparison.Ordinal) ? await app.Read() : await app.Staffed();
        var signed = Signed.Contains(endpoint);
        var least = signed ? Role.Owner : Endpoints[endpoint];
        var status = await StatusOf(await Anonymously(endpoint, webinar));
        Assert.True(least is null ? IsYes(status) : status is "401 not-signed-in", $"{endpoint} answered {status} to nobody.");
        foreach (var (role, person) in app.Staff)
        {
            status = await StatusOf(await As(person, endpoint, webinar));
            var expected = signed ? status.StartsWith("401", StringComparison.Ordinal) : role >= (least ?? Role.Attendee) ? IsYes(status) : status is "403 not-allowed";
            Assert.True(expected, $"{endpoint} answered {status} to {role}, and is for {least} and above.");
        }
    }

    [Theory]
    [MemberData(nameof(OfOneWebinar))]
    public async Task A_draft_is_there_for_its_owner_alone(string endpoint)
    {
        var draft = await app.Owner.Schedule();
        Assert.Equal(Endpoints[endpoint] is null ? "404 not-found" : "401 not-signed-in", await StatusOf(await Anonymously(endpoint, draft)));
        foreach (var (_, person) in app.Staff.Where(one => one.Role < Role.Owner))
        {
            Assert.Equal("404 not-found", await StatusOf(await As(person, endpoint, draft)));
        }

        Assert.True(IsYes(await StatusOf(await As(app.Owner, endpoint, draft))));
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public async Task A_page_is_for_those_of_whom_its_row_says_so(string page)
    {
        var webinar = await app.Read();
        var path = page
            .Replace("{id:guid}", $"{webinar}", StringComparison.Ordinal)
            .Replace("{slug}", (await app.Owner.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString()!, StringComparison.Ordinal)
            .Replace("{code:int=404}", "404", StringComparison.Ordinal)
            .Replace("{**step}", "", StringComparison.Ordinal);
        var nobody = await app.App.Http.GetAsync(path);
        Assert.True(Pages[page] is null ? (int)nobody.StatusCode is 200 or 302 or 404 && !LeadsToSignIn(nobody) : LeadsToSignIn(nobody), $"{page} answered {nobody.StatusCode} to nobody.");
        foreach (var (role, person) in app.Staff)
        {
            var answer = await person.Send(HttpMethod.Get, path);
            var may = role >= (Pages[page] ?? Role.Attendee);
            Assert.True(may ? (int)answer.StatusCode is 200 or 302 or 404 && !LeadsToSignIn(answer) : answer.StatusCode is HttpStatusCode.Forbidden, $"{page} answered {answer.StatusCode} to {role}.");
        }
    }

    [Fact]
    public async Task The_tools_of_hosts_are_shown_to_hosts_alone()
    {
        var webinar = await app.Read();
        var slug = (await app.Owner.Get($"/api/webinars/{webinar}")).GetProperty("slug").GetString();
        foreach (var (role, person) in app.Staff)
        {
            Assert.Equal(role >= Role.Host, (await Html(person, $"/w/{slug}/live")).Contains("data-host=\"yes\"", StringComparison.Ordinal));
            Assert.Equal(role >= Role.Host, (await Html(person, $"/w/{slug}")).Contains("host-tools", StringComparison.Ordinal));
        }

        async Task<string> Html(Visitor person, string path) => await (await person.Send(HttpMethod.Get, path)).Content.ReadAsStringAsync();
    }

    /// <summary>"METHOD /path", constraints left out, of all that Api maps.</summary>
    private static IEnumerable<string> Mapped()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IStore, MemoryStore>().AddCore().AddApi().AddAuthorization();
        builder.Services.AddSingleton<IVideoService>(_ => null!).AddSingleton<IUserDirectory>(_ => null!).AddSingleton<Webinars.People.IRoomConnections>(_ => null!)
            .AddSingleton<Webinars.Notifications.INotificationPasses>(_ => null!);
        using var web = (IDisposable)builder.Build();
        var routes = (IEndpointRouteBuilder)web;
        routes.MapApi();
        foreach (var endpoint in routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":guid", "", StringComparison.Ordinal);
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                yield return $"{method} {path}";
            }
        }
    }

    /// <summary>Who may is not told 401 or 403, whatever else stands in the way.</summary>
    private static bool IsYes(string status) => !status.StartsWith("401", StringComparison.Ordinal) && !status.StartsWith("403", StringComparison.Ordinal) && status[0] != '5';

    private static bool LeadsToSignIn(HttpResponseMessage answer) => answer.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) is true;

    private static async Task<string> StatusOf(HttpResponseMessage answer)
    {
        var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await answer.Content.ReadFromJsonAsync<JsonElement>() : default;
        return $"{(int)answer.StatusCode} {(problem.ValueKind is JsonValueKind.Object ? problem.GetProperty("code").GetString() : "")}".Trim();
    }

    private static (HttpMethod Method, string Path, object? Body) Request(string endpoint, Guid webinar)
    {
        var (method, path) = endpoint.Split(' ') is [var verb, var pattern] ? (HttpMethod.Parse(verb), pattern) : throw new FormatException(endpoint);
        path = path.Replace("{id}", $"{webinar}", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{vendor}", "mux", StringComparison.Ordinal).Replace("{handoutId:long}", "1", StringComparison.Ordinal).Replace("{registration}", $"{Guid.Empty}", StringComparison.Ordinal);
        return (method, path, endpoint switch
        {
            "POST /api/webinars" => Visitor.Draft(),
            "POST /api/webinars/{id}/registrations" => new { email = "somebody@example.com", name = "Somebody" },
            "POST /api/webinars/{id}/invitations" => new { text = "somebody@example.com" },
            "POST /api/webinars/{id}/letters/announcements" => new { id = "once", text = "Something" },
            "POST /api/webinars/{id}/letters/announcements/preview" => new { text = "Something" },
            "PATCH /api/webinars/{id}" => new { title = "Another title" },
            _ => null,
        });
    }

    private static Task<HttpResponseMessage> As(Visitor person, string endpoint, Guid webinar)
    {
        var (method, path, body) = Request(endpoint, webinar);
        return person.Send(method, path, body);
    }

    private Task<HttpResponseMessage> Anonymously(string endpoint, Guid webinar)
    {
        var (method, path, body) = Request(endpoint, webinar);
        return app.App.Http.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body), Headers = { { "Origin", app.App.Url } } });
    }
}
