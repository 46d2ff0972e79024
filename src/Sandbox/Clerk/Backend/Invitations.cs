using System.Text.Json.Nodes;
using Webinars.Sandbox.Clerk.Frontend.SigningIn;
using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Backend;

/// <summary>People who were asked to sign up. Nothing is mailed: the answer holds the link.</summary>
internal static class Invitations
{
    public static IResult List(ClerkStore store, SandboxOptions options, HttpRequest request)
    {
        var (status, words) = (request.Query["status"].ToString(), request.Query["query"].ToString());
        return Page.Answer(request, store.Do(() => store.All<Invitation>()
            .Where(x => (status.Length == 0 || x.StatusAt(store.Now) == status) && x.Email.Contains(words, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(x => x.CreatedAt)
            .Select(x => Json(x, store, options)).ToList()));
    }

    public static async Task<IResult> Create(ClerkStore store, SandboxOptions options, HttpRequest request)
    {
        var body = await Body.Read(request, "email_address", "public_metadata", "redirect_url", "notify", "ignore_existing", "expires_in_days", "template_slug");
        var email = EmailAddresses.Accept(body.Required("email_address"));
        var days = body.Number("expires_in_days") ?? 30;
        if (days is < 1 or > 365)
        {
            throw ClerkError.Field("expires_in_days", "form_param_value_invalid", "expires_in_days must lie between 1 and 365.");
        }

        return ClerkJson.Answer(store.Do(() =>
        {
            if (!body.Flag("ignore_existing"))
            {
                EmailAddresses.RefuseTaken(store, email);
                if (store.All<Invitation>().Any(x => x.Email == email && x.StatusAt(store.Now) == "pending"))
                {
                    throw new ClerkError(400, "duplicate_record", "duplicate invitation", "There are already pending invitations for this address.");
                }
            }

            var made = store.Put(new Invitation(ClerkStore.NewId("inv"), store.Now, email, ClerkStore.NewId("ticket"), store.Now + (days * 86_400_000))
            {
                RedirectUrl = body.Text("redirect_url"), PublicMetadata = body.Object("public_metadata")?.DeepClone().AsObject() ?? [],
            });
            return Json(made, store, options);
        }));
    }

    public static IResult Revoke(string id, ClerkStore store, SandboxOptions options) => ClerkJson.Answer(store.Do(() =>
        store.Find<Invitation>(id) is not { } invitation ? throw ClerkError.NotFound("invitation")
        : invitation.StatusAt(store.Now) is "pending" or "expired"
            ? Json(store.Put(invitation with { Status = "revoked", UpdatedAt = store.Now }), store, options, revoked: true)
            : throw new ClerkError(400, "invitation_already_accepted", "not allowed", "This invitation was accepted or revoked.")));

    private static JsonObject Json(Invitation invitation, ClerkStore store, SandboxOptions options, bool revoked = false)
    {
        var status = invitation.StatusAt(store.Now);
        var json = new JsonObject
        {
            ["object"] = "invitation",
            ["id"] = invitation.Id,
            ["email_address"] = invitation.Email,
            ["public_metadata"] = invitation.PublicMetadata.DeepClone(),
            ["revoked"] = status == "revoked",
            ["status"] = status,
            ["expires_at"] = invitation.ExpiresAt,
            ["created_at"] = invitation.CreatedAt,
            ["updated_at"] = invitation.UpdatedAt,
        };
        if (!revoked)
        {
            json["url"] = Tickets.Link(options, invitation.Ticket);
        }

        return json;
    }
}
