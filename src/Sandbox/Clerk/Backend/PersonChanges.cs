using System.Text.Json.Nodes;
using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>Users made and changed by the product's side.</summary>
internal static class PersonChanges
{
    private static readonly string[] Metadatas = ["public_metadata", "private_metadata", "unsafe_metadata"];

    /// <summary>Fields that mean nothing here: they are taken, and change nothing.</summary>
    private static readonly string[] Ignored =
    [
        "locale", "timezone", "notify_primary_email_address_changed", "skip_password_checks", "skip_password_requirement", "skip_legal_checks", "skip_user_requirement",
        "legal_accepted_at", "created_at", "delete_self_enabled", "create_organization_enabled", "create_organizations_limit", "bypass_client_trust",
        "email_address_identification_status",
    ];

    public static async Task<IResult> Create(ClerkStore store, HttpRequest request)
    {
        var body = await Body.Read(
            request, ["external_id", "first_name", "last_name", "email_address", "password", "banned", "locked", .. Metadatas, .. Ignored]);
        var emails = body.Texts("email_address").Select(EmailAddresses.Accept).Distinct().ToList();
        if (emails.Count == 0)
        {
            throw ClerkError.Field("email_address", "form_data_missing", "email_address must be included.", "is missing");
        }

        var password = NewPassword(body);
        return People.Found(
            store.Do(() =>
            {
                emails.ForEach(email => EmailAddresses.RefuseTaken(store, email));
                return store.Put(new Person(ClerkStore.NewId("user"), store.Now)
                {
                    EmailId = ClerkStore.NewId("idn"),
                    Email = emails[0],
                    EmailByAdmin = true,
                    Others = [.. emails.Skip(1).Select(x => new Address(ClerkStore.NewId("idn"), x, store.Now, Verified: true, ByAdmin: true))],
                    FirstName = body.Text("first_name") ?? "",
                    LastName = body.Text("last_name") ?? "",
                    ExternalId = FreeExternalId(body, store, null),
                    PasswordHash = password,
                    PublicMetadata = Changed([], body.Object("public_metadata"), merge: true),
                    PrivateMetadata = Changed([], body.Object("private_metadata"), merge: true),
                    UnsafeMetadata = Changed([], body.Object("unsafe_metadata"), merge: true),
                    Banned = body.Flag("banned"),
                    Locked = body.Flag("locked"),
                });
            }),
            request);
    }

    public static async Task<IResult> Update(string id, ClerkStore store, HttpRequest request)
    {
        var body = await Body.Read(
            request, ["external_id", "first_name", "last_name", "primary_email_address_id", "password", "sign_out_of_other_sessions", .. Ignored]);
        var password = NewPassword(body);
        return Change(id, store, request, person =>
        {
            person = body.Text("primary_email_address_id") is { } primary ? EmailAddresses.MakePrimary(person, primary) : person;
            if (password is not null && body.Flag("sign_out_of_other_sessions"))
            {
                store.RevokeSessions(person.Id);
            }

            return person with
            {
                FirstName = body.Has("first_name") ? body.Text("first_name") ?? "" : person.FirstName,
                LastName = body.Has("last_name") ? body.Text("last_name") ?? "" : person.LastName,
                ExternalId = body.Has("external_id") ? FreeExternalId(body, store, person) : person.ExternalId,
                PasswordHash = password ?? person.PasswordHash,
            };
        });
    }

    /// <param name="merge">Objects are merged at every depth, and a null deletes its key; otherwise a kind that is given takes the place of the old one.</param>
    public static async Task<IResult> Metadata(string id, ClerkStore store, HttpRequest request, bool merge)
    {
        var body = await Body.Read(request, Metadatas);
        return Change(id, store, request, person => person with
        {
            PublicMetadata = Changed(person.PublicMetadata, body.Object("public_metadata"), merge),
            PrivateMetadata = Changed(person.PrivateMetadata, body.Object("private_metadata"), merge),
            UnsafeMetadata = Changed(person.UnsafeMetadata, body.Object("unsafe_metadata"), merge),
        });
    }

    /// <summary>Changes a person and ends all that they have open.</summary>
    public static IResult Close(string id, ClerkStore store, HttpRequest request, Func<Person, Person> change) => Change(id, store, request, person =>
    {
        store.RevokeSessions(person.Id);
        return change(person);
    });

    public static IResult Change(string id, ClerkStore store, HttpRequest request, Func<Person, Person> change) => People.Found(
        store.Do(() => store.Find<Person>(id) is { } person ? store.Put(change(person) with { UpdatedAt = store.Now }) : null), request);

    public static async Task<IResult> VerifyPassword(string id, ClerkStore store, HttpRequest request)
    {
        var body = await Body.Read(request, "password");
        var person = store.Do(() => store.Find<Person>(id)) ?? throw ClerkError.NotFound("user");
        return person.PasswordHash is null ? throw new ClerkError(400, "no_password_set", "not allowed", "This user has no password.")
            : Password.Matches(body.Required("password"), person.PasswordHash) ? ClerkJson.Answer(new { verified = true })
            : throw ClerkError.Field("password", "incorrect_password", "The password is wrong.", "is incorrect");
    }

    private static string? NewPassword(Body body) => body.Text("password") is { } password ? Password.Hash(Password.Accept(password, "password")) : null;

    private static string? FreeExternalId(Body body, ClerkStore store, Person? person) =>
        body.Text("external_id") is { } wanted && store.All<Person>().Any(x => x.ExternalId == wanted && x.Id != person?.Id)
            ? throw ClerkError.Field("external_id", "form_identifier_exists", "That external id is taken.", "is taken")
            : body.Text("external_id");

    private static JsonObject Changed(JsonObject old, JsonObject? changes, bool merge)
    {
        var result = merge || changes is null ? (JsonObject)old.DeepClone() : [];
        foreach (var (key, value) in changes ?? [])
        {
            if (value is null)
            {
                result.Remove(key);
            }
            else
            {
                result[key] = value is JsonObject inner ? Changed(result[key] as JsonObject ?? [], inner, merge) : value.DeepClone();
            }
        }

        return result;
    }
}
