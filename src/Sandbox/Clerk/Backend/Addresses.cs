using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>Clerk's e-mail addresses, as things of their own.</summary>
internal static class Addresses
{
    public static IResult Get(string id, ClerkStore store) => ClerkJson.Answer(PersonJson.Email(store.Do(() => EmailAddresses.Find(Owner(store, id), id))));

    public static async Task<IResult> Create(ClerkStore store, HttpRequest request)
    {
        var body = await Body.Read(request, "user_id", "email_address", "verified", "primary", "notify_primary_email_address_changed");
        var (user, email) = (body.Required("user_id"), EmailAddresses.Accept(body.Required("email_address")));
        return ClerkJson.Answer(PersonJson.Email(store.Do(() =>
        {
            var person = store.Find<Person>(user) ?? throw ClerkError.NotFound("user");
            EmailAddresses.RefuseTaken(store, email);
            var verified = body.Flag("verified");
            var address = new Address(ClerkStore.NewId("idn"), email, store.Now, verified, ByAdmin: verified);
            return Put(store, EmailAddresses.With(person, address), address.Id, body.Flag("primary"));
        })));
    }

    public static async Task<IResult> Update(string id, ClerkStore store, HttpRequest request)
    {
        var body = await Body.Read(request, "verified", "primary", "notify_primary_email_address_changed");
        return ClerkJson.Answer(PersonJson.Email(store.Do(() =>
        {
            var person = Owner(store, id);
            var address = EmailAddresses.Find(person, id);
            if (body.Flag("verified") && !address.Verified)
            {
                EmailAddresses.RefuseTaken(store, address.Email);
                person = EmailAddresses.With(person, address with { Verified = true, ByAdmin = true });
            }

            return Put(store, person, id, body.Flag("primary"));
        })));
    }

    public static IResult Delete(string id, ClerkStore store) => store.Do(() =>
    {
        store.Put(EmailAddresses.Without(Owner(store, id), id) with { UpdatedAt = store.Now });
        return ClerkJson.Answer(new { @object = "email_address", id, deleted = true });
    });

    private static Address Put(ClerkStore store, Person person, string id, bool primary)
    {
        person = store.Put((primary ? EmailAddresses.MakePrimary(person, id) : person) with { UpdatedAt = store.Now });
        return EmailAddresses.Find(person, id);
    }

    private static Person Owner(ClerkStore store, string id) =>
        store.All<Person>().FirstOrDefault(x => EmailAddresses.Of(x).Any(y => y.Id == id)) ?? throw ClerkError.NotFound("email address");
}
