namespace Webinars.Sandbox.Clerk.Frontend.SigningIn;

/// <summary>Links that stand for a code: an invitation to sign up, a token to sign in.</summary>
internal static class Tickets
{
    public const string Strategy = "ticket";

    /// <summary>Where an invitation's link leads, to be sent on to the page that it names.</summary>
    public static string Link(SandboxOptions options, string ticket) => $"{ClerkKeys.Issuer(options)}/v1/tickets/accept?ticket={ticket}";

    /// <summary>The link was followed: the product's page gets the ticket in its query.</summary>
    public static IResult Accept(string ticket, ClerkStore store, SandboxOptions options)
    {
        var (page, status) = store.Do(() => store.All<Invitation>().FirstOrDefault(x => x.Ticket == ticket) is { } invitation
            ? (invitation.RedirectUrl ?? $"{options.AppUrl}/sign-up", "sign_up")
            : ($"{options.AppUrl}/sign-in", "sign_in"));
        return Results.Redirect($"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}__clerk_ticket={ticket}&__clerk_status={status}");
    }

    public static Invitation Invitation(BrowserCall call)
    {
        var ticket = call.Required("ticket");
        return call.Store.All<Invitation>().FirstOrDefault(x => x.Ticket == ticket && x.StatusAt(call.Now) == "pending") ?? throw Invalid();
    }

    /// <returns>Whom it signs in.</returns>
    public static string SpendSignInToken(BrowserCall call)
    {
        var ticket = call.Required("ticket");
        var token = call.Store.All<SignInToken>().FirstOrDefault(x => x.Ticket == ticket && x.Status == "pending" && x.ExpiresAt > call.Now) ?? throw Invalid();
        call.Store.Put(token with { Status = "accepted", UpdatedAt = call.Now });
        return token.PersonId;
    }

    private static ClerkError Invalid() => ClerkError.Field("ticket", "ticket_invalid_code", "This link is used up, too old or wrong.", "Ticket is invalid");
}
