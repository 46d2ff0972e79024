using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Frontend.SigningIn;

/// <summary>Signing up: name, e-mail address and password, then the code.</summary>
internal static class SignUps
{
    public static readonly string[] RequiredFields = ["email_address", "first_name", "last_name", "password"];

    public static IEnumerable<string> MissingFields(SignUp signUp) => RequiredFields.Where(field => field switch
    {
        "email_address" => signUp.Email is null,
        "first_name" => signUp.FirstName is null,
        "last_name" => signUp.LastName is null,
        _ => signUp.PasswordHash is null,
    });

    public static object Create(BrowserCall call)
    {
        var client = call.SignedOutClient();
        var signUp = new SignUp(ClerkStore.NewId("sua"), call.Now, client.Id);
        if (call.Field("strategy") == Tickets.Strategy)
        {
            var invitation = Tickets.Invitation(call);
            RefuseTaken(call, invitation.Email);
            signUp = signUp with { Email = invitation.Email, InvitationId = invitation.Id };
        }

        signUp = call.Store.Put(Filled(call, signUp));
        call.Change(x => x with { SignUpId = signUp.Id });
        return FrontendJson.SignUp(call, CompleteWhenReady(call, signUp));
    }

    public static object Get(BrowserCall call) => FrontendJson.SignUp(call, Mine(call));

    public static object Update(BrowserCall call) => FrontendJson.SignUp(call, CompleteWhenReady(call, call.Store.Put(Filled(call, Open(call)))));

    public static object PrepareVerification(BrowserCall call)
    {
        var signUp = Open(call);
        if (call.Field("strategy") != EmailCodes.Strategy)
        {
            throw ClerkError.Field("strategy", "form_param_value_invalid", "Only email_code is available here.");
        }

        var email = signUp.Email ?? throw ClerkError.Field("email_address", "form_param_nil", "Enter an e-mail address first.", "is missing");
        var code = EmailCodes.Send(call.Store, email, EmailCodes.Strategy, "sign-up", call.Store.Find<Code>(signUp.CodeId));
        return FrontendJson.SignUp(call, call.Store.Put(signUp with { CodeId = code.Id }));
    }

    public static object AttemptVerification(BrowserCall call)
    {
        var signUp = Mine(call);
        EmailCodes.Spend(call.Store, call.Store.Find<Code>(signUp.CodeId), call.Required("code"));
        return FrontendJson.SignUp(call, CompleteWhenReady(call, signUp));
    }

    private static SignUp Mine(BrowserCall call) =>
        call.Store.Find<SignUp>(call.Route("id")) is { } signUp && signUp.ClientId == call.Client?.Id ? signUp : throw ClerkError.NotFound("sign up");

    private static SignUp Open(BrowserCall call) => Mine(call) is { CreatedSessionId: null } signUp
        ? signUp
        : throw new ClerkError(400, "sign_up_already_complete", "already complete", "This sign-up is already complete.");

    private static SignUp Filled(BrowserCall call, SignUp signUp)
    {
        if (call.Field("email_address") is { } typed && EmailAddresses.Accept(typed) is var email && email != signUp.Email)
        {
            RefuseTaken(call, email);
            signUp = signUp with { Email = email, CodeId = null, InvitationId = null };
        }

        return signUp with
        {
            FirstName = call.Name("first_name") ?? signUp.FirstName,
            LastName = call.Name("last_name") ?? signUp.LastName,
            PasswordHash = call.Secret("password") is { } password ? Password.Hash(Password.Accept(password, "password")) : signUp.PasswordHash,
            UnsafeMetadata = call.Metadata("unsafe_metadata") ?? signUp.UnsafeMetadata,
        };
    }

    private static SignUp CompleteWhenReady(BrowserCall call, SignUp signUp)
    {
        var invitation = call.Store.Find<Invitation>(signUp.InvitationId);
        if ((invitation is null && call.Store.Find<Code>(signUp.CodeId) is not { Verified: true }) || MissingFields(signUp).Any())
        {
            return signUp;
        }

        RefuseTaken(call, signUp.Email!);
        var person = call.Store.Put(new Person(ClerkStore.NewId("user"), call.Now)
        {
            EmailId = ClerkStore.NewId("idn"),
            Email = signUp.Email!,
            FirstName = signUp.FirstName!,
            LastName = signUp.LastName!,
            PasswordHash = signUp.PasswordHash,
            UnsafeMetadata = signUp.UnsafeMetadata,
            PublicMetadata = invitation?.PublicMetadata.DeepClone().AsObject() ?? [],
        });
        if (invitation is not null)
        {
            call.Store.Put(invitation with { Status = "accepted", UpdatedAt = call.Now });
        }

        var session = call.StartSession(person, invitation is null ? EmailCodes.Strategy : Tickets.Strategy);
        return call.Store.Put(signUp with { CreatedPersonId = person.Id, CreatedSessionId = session.Id });
    }

    private static void RefuseTaken(BrowserCall call, string email) => EmailAddresses.RefuseTaken(call.Store, email);
}
