using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Clerk.Persons;

/// <summary>Clerk's User, as both of its APIs show it (the Backend API adds the private metadata).</summary>
public static class PersonJson
{
    /// <param name="origin">Under which whoever asks has reached the sandbox: the picture must come from there, for browsers load it with CORS.</param>
    public static JsonObject Of(Person person, string origin) => new()
    {
        ["id"] = person.Id,
        ["object"] = "user",
        ["external_id"] = person.ExternalId,
        ["primary_email_address_id"] = person.EmailId,
        ["primary_phone_number_id"] = null,
        ["primary_web3_wallet_id"] = null,
        ["username"] = null,
        ["first_name"] = person.FirstName,
        ["last_name"] = person.LastName,
        ["locale"] = null,
        ["profile_image_url"] = Avatar.Url(person, origin),
        ["image_url"] = Avatar.Url(person, origin),
        ["has_image"] = person.PictureId is not null,
        ["public_metadata"] = person.PublicMetadata.DeepClone(),
        ["unsafe_metadata"] = person.UnsafeMetadata.DeepClone(),
        ["email_addresses"] = new JsonArray([.. EmailAddresses.Of(person).Select(Email)]),
        ["phone_numbers"] = new JsonArray(),
        ["web3_wallets"] = new JsonArray(),
        ["passkeys"] = new JsonArray(),
        ["password_enabled"] = person.PasswordHash is not null,
        ["two_factor_enabled"] = false,
        ["totp_enabled"] = false,
        ["backup_code_enabled"] = false,
        ["mfa_enabled_at"] = null,
        ["mfa_disabled_at"] = null,
        ["external_accounts"] = new JsonArray(),
        ["saml_accounts"] = new JsonArray(),
        ["enterprise_accounts"] = new JsonArray(),
        ["organization_memberships"] = new JsonArray(),
        ["last_sign_in_at"] = person.LastSignInAt,
        ["banned"] = person.Banned,
        ["locked"] = person.Locked,
        ["lockout_expires_in_seconds"] = null,
        ["verification_attempts_remaining"] = 100,
        ["updated_at"] = person.UpdatedAt,
        ["created_at"] = person.CreatedAt,
        ["delete_self_enabled"] = false,
        ["create_organization_enabled"] = false,
        ["last_active_at"] = person.LastSignInAt,
        ["legal_accepted_at"] = null,
    };

    public static JsonObject Email(Address address) => new()
    {
        ["id"] = address.Id,
        ["object"] = "email_address",
        ["email_address"] = address.Email,
        ["reserved"] = false,
        ["verification"] = Verification(address),
        ["linked_to"] = new JsonArray(),
        ["matches_sso_connection"] = false,
        ["created_at"] = address.CreatedAt,
        ["updated_at"] = address.CreatedAt,
    };

    /// <remarks>Null until a code was asked for: otherwise the prebuilt page believes that one is on its way, and asks for none.</remarks>
    private static JsonObject? Verification(Address address) => address switch
    {
        { ByAdmin: true } => new JsonObject { ["object"] = "verification_admin", ["status"] = "verified", ["strategy"] = "admin", ["attempts"] = null, ["expire_at"] = null },
        { Verified: false, CodeId: null } => null,
        _ => new JsonObject
        {
            ["object"] = "verification_otp",
            ["status"] = address.Verified ? "verified" : "unverified",
            ["strategy"] = "email_code",
            ["attempts"] = address.Verified ? 1 : 0,
            ["expire_at"] = address.CreatedAt + 600_000,
        },
    };
}
