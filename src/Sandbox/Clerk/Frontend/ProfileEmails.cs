using Webinars.Sandbox.Clerk.Frontend.SigningIn;
using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>Further addresses: added, verified by a code, removed.</summary>
internal static class ProfileEmails
{
    public static object List(BrowserCall call) => EmailAddresses.Of(Profile.Me(call)).Select(PersonJson.Email).ToList();

    public static object Get(BrowserCall call) => PersonJson.Email(Mine(call));

    public static object Create(BrowserCall call)
    {
        var email = EmailAddresses.Accept(call.Required("email_address"));
        EmailAddresses.RefuseTaken(call.Store, email);
        return Put(call, new Address(ClerkStore.NewId("idn"), email, call.Now, Verified: false, ByAdmin: false));
    }

    public static object PrepareVerification(BrowserCall call)
    {
        if (call.Field("strategy") != EmailCodes.Strategy)
        {
            throw ClerkError.Field("strategy", "form_param_value_invalid", "Only email_code is available here.");
        }

        var address = Mine(call);
        var code = EmailCodes.Send(call.Store, address.Email, EmailCodes.Strategy, "add-address", call.Store.Find<Code>(address.CodeId));
        return Put(call, address with { CodeId = code.Id });
    }

    public static object AttemptVerification(BrowserCall call)
    {
        var address = Mine(call);
        EmailCodes.Spend(call.Store, call.Store.Find<Code>(address.CodeId), call.Required("code"));
        EmailAddresses.RefuseTaken(call.Store, address.Email);
        return Put(call, address with { Verified = true });
    }

    public static object Delete(BrowserCall call)
    {
        var address = Mine(call);
        call.Store.Put(EmailAddresses.Without(Profile.Me(call), address.Id) with { UpdatedAt = call.Now });
        return new { @object = "email_address", id = address.Id, deleted = true };
    }

    private static Address Mine(BrowserCall call) => EmailAddresses.Find(Profile.Me(call), call.Route("id"));

    private static object Put(BrowserCall call, Address address)
    {
        call.Store.Put(EmailAddresses.With(Profile.Me(call), address) with { UpdatedAt = call.Now });
        return PersonJson.Email(address);
    }
}
