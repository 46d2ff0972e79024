using System.Net.Mail;

namespace Webinars.Sandbox.Clerk.Persons;

/// <summary>The addresses of a person: one is the primary one, the others may still wait for their code.</summary>
internal static class EmailAddresses
{
    /// <summary>The primary one first.</summary>
    public static IEnumerable<Address> Of(Person person) =>
        person.Others.Prepend(new Address(person.EmailId, person.Email, person.CreatedAt, Verified: true, person.EmailByAdmin));

    public static Address Find(Person person, string id) => Of(person).FirstOrDefault(x => x.Id == id) ?? throw ClerkError.NotFound("email address");

    /// <summary>The verified address with that id; the primary one when none is said.</summary>
    public static string Chosen(Person person, string? id) => Of(person).FirstOrDefault(x => x.Verified && x.Id == id)?.Email ?? person.Email;

    /// <summary>The address as it is kept.</summary>
    public static string Accept(string typed) =>
        typed.Length <= 254 && MailAddress.TryCreate(typed, out var address) && address.Address == typed && typed.Contains('.', StringComparison.Ordinal)
            ? typed.ToLowerInvariant()
            : throw ClerkError.Field("email_address", "form_param_format_invalid", "Email address must be a valid email address.");

    public static void RefuseTaken(ClerkStore store, string email)
    {
        if (store.PersonByEmail(email) is not null)
        {
            throw ClerkError.Field(
                "email_address", "form_identifier_exists", "That email address is taken. Please try another.", "That email address is taken. Please try another.");
        }
    }

    /// <summary>Adds an address, or puts another in the place of the one with its id.</summary>
    public static Person With(Person person, Address address) => address.Id == person.EmailId
        ? person
        : person with { Others = [.. person.Others.Where(x => x.Id != address.Id), address] };

    public static Person MakePrimary(Person person, string id)
    {
        var chosen = Find(person, id);
        if (!chosen.Verified)
        {
            throw ClerkError.Field("primary_email_address_id", "form_param_value_invalid", "Only a verified address can be the primary one.");
        }

        return chosen.Id == person.EmailId ? person : person with
        {
            EmailId = chosen.Id, Email = chosen.Email, EmailByAdmin = chosen.ByAdmin,
            Others = [.. person.Others.Where(x => x.Id != id), Of(person).First()],
        };
    }

    /// <remarks>Without its primary address the next verified one takes its place; the last one stays.</remarks>
    public static Person Without(Person person, string id)
    {
        var gone = Find(person, id);
        if (gone.Id == person.EmailId)
        {
            var next = person.Others.FirstOrDefault(x => x.Verified)
                ?? throw new ClerkError(400, "last_identification_deletion_failed", "not allowed", "The last address cannot be removed.");
            person = MakePrimary(person, next.Id);
        }

        return person with { Others = [.. person.Others.Where(x => x.Id != id)] };
    }
}
