using Webinars.Sandbox.Clerk.Frontend.SigningIn;
using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>The resources as clerk-js reads them.</summary>
internal static class FrontendJson
{
    private const long AttemptLife = 86_400_000;
    private static readonly string[] Email = ["email_address"];

    public static object Client(BrowserCall call, Client client, Session? session) => new
    {
        @object = "client",
        id = client.Id,
        sessions = session is null ? [] : new[] { call.SessionJson(session) },
        sign_in = call.Store.Find<SignIn>(client.SignInId) is { } signIn ? SignIn(call, signIn) : null,
        sign_up = call.Store.Find<SignUp>(client.SignUpId) is { } signUp ? SignUp(call, signUp) : null,
        last_active_session_id = session?.Id,
        last_authentication_strategy = client.LastStrategy,
        captcha_bypass = false,

        // A date less than eight days away would send every navigation through /client/touch.
        cookie_expires_at = (long?)null,
        created_at = client.CreatedAt,
        updated_at = client.UpdatedAt,
    };

    public static object Session(BrowserCall call, Session session, string? token, int[] factorAge)
    {
        var person = call.Store.Find<Person>(session.PersonId) ?? throw ClerkError.NotFound("user");
        return new
        {
            @object = "session",
            id = session.Id,
            status = session.StatusAt(call.Now),
            expire_at = session.ExpireAt,
            abandon_at = session.AbandonAt,
            last_active_at = call.Store.LastActiveAt(session),
            last_active_token = token is null ? null : Token(token),
            last_active_organization_id = (string?)null,
            actor = (object?)null,
            tasks = (object?)null,
            factor_verification_age = factorAge,
            user = PersonJson.Of(person, call.Origin),
            public_user_data = new
            {
                first_name = person.FirstName,
                last_name = person.LastName,
                image_url = Avatar.Url(person, call.Origin),
                has_image = person.PictureId is not null,
                identifier = person.Email,
                user_id = person.Id,
            },
            created_at = session.CreatedAt,
            updated_at = session.UpdatedAt,
        };
    }

    public static object Token(string jwt) => new { @object = "token", jwt };

    public static object SignUp(BrowserCall call, SignUp signUp)
    {
        var code = call.Store.Find<Code>(signUp.CodeId);
        var verified = signUp.InvitationId is not null || (code?.Verified ?? false);
        return new
        {
            @object = "sign_up_attempt",
            id = signUp.Id,
            status = signUp.CreatedSessionId is null ? "missing_requirements" : "complete",
            required_fields = SignUps.RequiredFields,
            optional_fields = Array.Empty<string>(),
            missing_fields = SignUps.MissingFields(signUp),
            unverified_fields = signUp.Email is null || verified ? [] : Email,
            email_address = signUp.Email,
            first_name = signUp.FirstName,
            last_name = signUp.LastName,
            username = (string?)null,
            phone_number = (string?)null,
            web3_wallet = (string?)null,
            password_enabled = signUp.PasswordHash is not null,

            // What the document calls password_enabled clerk-js reads under this name.
            has_password = signUp.PasswordHash is not null,
            custom_action = false,
            external_id = (string?)null,
            legal_accepted_at = (long?)null,
            created_session_id = signUp.CreatedSessionId,
            created_user_id = signUp.CreatedPersonId,
            abandon_at = signUp.CreatedAt + AttemptLife,
            unsafe_metadata = signUp.UnsafeMetadata.DeepClone(),
            verifications = new
            {
                // Until it is prepared its status must be null: otherwise the UI believes that a code is on its way, and asks for none.
                email_address = signUp.Email is null ? null : new
                {
                    status = signUp.InvitationId is not null ? "verified" : code?.StatusAt(call.Now),
                    strategy = signUp.InvitationId is not null ? "ticket" : code?.Strategy,
                    attempts = code?.Attempts,
                    expire_at = code?.ExpiresAt,
                    next_action = verified ? "" : code is null ? "needs_prepare" : "needs_attempt",
                    supported_strategies = new[] { EmailCodes.Strategy },
                },
                phone_number = (object?)null,
                web3_wallet = (object?)null,
                external_account = (object?)null,
            },
        };
    }

    public static object SignIn(BrowserCall call, SignIn signIn)
    {
        var person = call.Store.Find<Person>(signIn.PersonId);
        return new
        {
            @object = "sign_in_attempt",
            id = signIn.Id,
            status = signIn.Status,
            supported_identifiers = Email,
            identifier = person?.Email,
            supported_first_factors = person is null ? null : Factors(person),
            supported_second_factors = (object?)null,
            first_factor_verification = call.Store.Find<Code>(signIn.CodeId) is { } code
                ? new { status = code.StatusAt(call.Now), strategy = code.Strategy, attempts = code.Attempts, expire_at = code.ExpiresAt }
                : null,
            second_factor_verification = (object?)null,
            user_data = person is null
                ? null
                : new { first_name = person.FirstName, last_name = person.LastName, image_url = Avatar.Url(person, call.Origin), has_image = person.PictureId is not null },
            created_session_id = signIn.CreatedSessionId,
            abandon_at = signIn.CreatedAt + AttemptLife,
        };
    }

    private static IEnumerable<object> Factors(Person person)
    {
        var byCode = EmailAddresses.Of(person).Where(x => x.Verified)
            .Select(x => new { strategy = EmailCodes.Strategy, email_address_id = x.Id, safe_identifier = x.Email, primary = x.Id == person.EmailId })
            .ToList();
        return person.PasswordHash is null ? byCode : [new { strategy = "password" }, .. byCode, .. byCode.Select(x => x with { strategy = EmailCodes.ResetStrategy })];
    }
}
