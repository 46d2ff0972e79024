using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Roles;

namespace Webinars.Hubs;

/// <summary>
/// A socket is opened with a ticket, in <c>access_token</c> where a browser opens it (it cannot set headers there, and a ticket is worth nothing once used),
/// else in the Authorization header.
/// </summary>
internal sealed class TicketAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TicketOffice tickets, RoomRoles roles)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Ticket";

    public static (Guid Webinar, Actor You, string? Session) Read(ClaimsPrincipal user) => (
        Guid.Parse(user.FindFirstValue("webinar")!),
        new Actor(Guid.Parse(user.FindFirstValue("sub")!), user.FindFirstValue("name")!, Enum.Parse<Role>(user.FindFirstValue("role")!)),
        user.FindFirstValue("sid"));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Only what becomes a socket: a negotiation would use the ticket up.
        if (!Context.WebSockets.IsWebSocketRequest)
        {
            return AuthenticateResult.NoResult();
        }

        string? text = Request.Query["access_token"];
        if (text is null && AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header))
        {
            text = header.Parameter;
        }

        var ticket = await tickets.Redeem(text, Context.RequestAborted);
        if (ticket is null || !Guid.TryParse(Request.Query["webinarId"], out var webinar) || webinar != ticket.Webinar)
        {
            return AuthenticateResult.Fail(Refusal.TicketExpired.Code);
        }

        // The ticket may be older than the ban.
        if (await roles.IsBanned(webinar, ticket.Person, Context.RequestAborted))
        {
            return AuthenticateResult.Fail(Refusal.Banned.Code);
        }

        var identity = new ClaimsIdentity(
            [new("sub", ticket.Person.ToString()), new("name", ticket.Name), new("role", ticket.Role.ToString()), new("webinar", webinar.ToString())],
            Scheme);
        if (ticket.Session is not null)
        {
            identity.AddClaim(new Claim("sid", ticket.Session));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }
}
