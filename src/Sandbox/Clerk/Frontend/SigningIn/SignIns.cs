using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Frontend.SigningIn;

/// <summary>Signing in: by password, by a code, or by a code and a new password.</summary>
internal static class SignIns
{
    public static object Create(BrowserCall call)
    {
        var client = call.SignedOutClient();
        var signIn = new SignIn(ClerkStore.NewId("sia"), call.Now, client.Id);
        if (call.Field("strategy") == Tickets.Strategy)
        {
            return Complete(call, signIn with { PersonId = Tickets.SpendSignInToken(call) }, Tickets.Strategy);
        }

        if (call.Field("identifier") is { } identifier)
        {
            var person = call.Store.PersonByEmail(identifier.ToLowerInvariant())
                ?? throw ClerkError.Field("identifier", "form_identifier_not_found", "Couldn't find your account.", "Couldn't find your account.");
            signIn = signIn with { PersonId = person.Id, Status = "needs_first_factor" };
        }

        call.Store.Put(signIn);
        call.Change(x => x with { SignInId = signIn.Id });
        return (call.Field("strategy"), signIn.PersonId, call.Secret("password")) switch
        {
            ("password" or null, not null, not null) => ByPassword(call, signIn),
            (EmailCodes.Strategy or EmailCodes.ResetStrategy, not null, _) => SendCode(call, signIn),
            _ => FrontendJson.SignIn(call, signIn),
        };
    }

    public static object Get(BrowserCall call) => FrontendJson.SignIn(call, Mine(call));

    public static object PrepareFirstFactor(BrowserCall call)
    {
        var signIn = Identified(call);
        return call.Field("strategy") switch
        {
            "password" => FrontendJson.SignIn(call, signIn),
            EmailCodes.Strategy or EmailCodes.ResetStrategy => SendCode(call, signIn),
            _ => throw UnknownStrategy(),
        };
    }

    public static object AttemptFirstFactor(BrowserCall call)
    {
        var signIn = Identified(call);
        switch (call.Field("strategy"))
        {
            case "password":
                return ByPassword(call, signIn);
            case EmailCodes.Strategy:
                Spend(call, signIn, EmailCodes.Strategy);
                return Complete(call, signIn, EmailCodes.Strategy);
            case EmailCodes.ResetStrategy:
                Spend(call, signIn, EmailCodes.ResetStrategy);
                return FrontendJson.SignIn(call, call.Store.Put(signIn with { Status = "needs_new_password" }));
            default:
                throw UnknownStrategy();
        }
    }

    public static object ResetPassword(BrowserCall call)
    {
        var signIn = Mine(call);
        if (signIn.Status != "needs_new_password")
        {
            throw new ClerkError(400, "verification_missing", "missing verification", "Verify the code before you set a new password.");
        }

        var hash = Password.Hash(Password.Accept(call.Secret("password") ?? "", "password"));
        call.Store.Put(Of(call, signIn) with { PasswordHash = hash, UpdatedAt = call.Now });
        if (call.Field("sign_out_of_other_sessions") == "true")
        {
            call.Store.RevokeSessions(signIn.PersonId!);
        }

        return Complete(call, signIn, EmailCodes.ResetStrategy);
    }

    private static object ByPassword(BrowserCall call, SignIn signIn)
    {
        var person = Of(call, signIn);
        if (person.PasswordHash is null)
        {
            throw ClerkError.Field(
                "password", "strategy_for_user_invalid", "The verification strategy is not valid for this account.", "Invalid verification strategy");
        }

        return Password.Matches(call.Secret("password") ?? "", person.PasswordHash)
            ? Complete(call, signIn, "password")
            : throw ClerkError.Field(
                "password", "form_password_incorrect", "Password is incorrect. Try again, or use another method.", "Password is incorrect");
    }

    private static object SendCode(BrowserCall call, SignIn signIn)
    {
        var reset = call.Field("strategy") == EmailCodes.ResetStrategy;
        var code = EmailCodes.Send(
            call.Store, EmailAddresses.Chosen(Of(call, signIn), call.Field("email_address_id")), reset ? EmailCodes.ResetStrategy : EmailCodes.Strategy, reset ? "reset-password" : "sign-in",
            call.Store.Find<Code>(signIn.CodeId));
        return FrontendJson.SignIn(call, call.Store.Put(signIn with { CodeId = code.Id, Status = "needs_first_factor" }));
    }

    private static void Spend(BrowserCall call, SignIn signIn, string strategy)
    {
        var code = call.Store.Find<Code>(signIn.CodeId);
        EmailCodes.Spend(call.Store, code?.Strategy == strategy ? code : null, call.Required("code"));
    }

    private static object Complete(BrowserCall call, SignIn signIn, string strategy)
    {
        var person = Of(call, signIn);
        if (person.Banned || person.Locked)
        {
            throw new ClerkError(403, person.Banned ? "user_banned" : "user_locked", "not allowed", "This account is closed for now. Ask whoever runs this site.");
        }

        var session = call.StartSession(person, strategy);
        return FrontendJson.SignIn(call, call.Store.Put(signIn with { Status = "complete", CreatedSessionId = session.Id }));
    }

    private static Person Of(BrowserCall call, SignIn signIn) => call.Store.Find<Person>(signIn.PersonId) ?? throw ClerkError.NotFound("user");

    private static SignIn Mine(BrowserCall call) =>
        call.Store.Find<SignIn>(call.Route("id")) is { } signIn && signIn.ClientId == call.Client?.Id ? signIn : throw ClerkError.NotFound("sign in");

    private static SignIn Identified(BrowserCall call) => Mine(call) is { PersonId: not null, Status: not "complete" } signIn
        ? signIn
        : throw new ClerkError(400, "client_state_invalid", "invalid action", "This sign-in cannot be continued. Please start again.");

    private static ClerkError UnknownStrategy() =>
        ClerkError.Field("strategy", "form_param_value_invalid", "Only password, email_code and reset_password_email_code are available here.");
}
