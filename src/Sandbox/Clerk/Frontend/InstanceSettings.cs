namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>The settings of the made-up instance: what its owner would have chosen in Clerk's dashboard.</summary>
/// <remarks>
/// First and last name are required because a webinar shows them, and fields that are not required do not appear in the sign-up card.
/// Production, not development, so that clerk-js shows no ribbon and sends no telemetry.
/// </remarks>
internal static class InstanceSettings
{
    private static readonly string[] ByCode = ["email_code"];
    private static readonly string[] None = [];
    private static readonly string[] Email = ["email_address"];

    public static readonly object Json = new
    {
        auth_config = new
        {
            @object = "auth_config",
            id = "aconf_sandbox",
            first_name = "required",
            last_name = "required",
            email_address = "required",
            phone_number = "off",
            username = "off",
            password = "required",
            identification_requirements = new[] { Email },
            identification_strategies = Email,
            first_factors = new[] { "password", "email_code", "reset_password_email_code", "ticket" },
            second_factors = None,
            email_address_verification_strategies = ByCode,
            single_session_mode = true,
            enhanced_email_deliverability = false,
            test_mode = false,
            url_based_session_syncing = false,
            claimed_at = (long?)null,

            // Otherwise the profile would ask for the password again before each change, by calls that are not here.
            reverification = false,
            native_settings = new
            {
                @object = "native_settings",
                api_enabled = false,
                trusted_device_sign_in_enabled = false,
                trusted_device_enrollment_prompt_after_sign_in_enabled = false,
                trusted_device_enrollment_prompt_after_sign_up_enabled = false,
            },
        },
        display_config = DisplayConfig.Json,
        user_settings = new
        {
            // clerk-js takes this list in place of its defaults, so every attribute stands here.
            attributes = new
            {
                email_address = Required(ByCode),
                password = Required(None),
                first_name = Required(None),
                last_name = Required(None),
                phone_number = Off,
                username = Off,
                web3_wallet = Off,
                authenticator_app = Off,
                ticket = Off with { enabled = true },
                backup_code = Off,
                passkey = Off,
            },
            actions = new { delete_self = false, create_organization = false, create_organizations_limit = (bool?)null },
            social = new { },
            saml = No,
            enterprise_sso = No,
            sign_in = new { second_factor = new { required = false } },
            sign_up = new
            {
                captcha_enabled = false, captcha_widget_type = "smart", custom_action_required = false, mode = "public", progressive = true, legal_consent_enabled = false,
            },
            restrictions = new
            {
                allowlist = No, blocklist = No, allowlist_blocklist_disabled_on_sign_in = No, block_email_subaddresses = No, block_disposable_email_domains = No,
            },
            password_settings = new
            {
                min_length = 8,
                max_length = 72,
                require_special_char = false,
                require_numbers = false,
                require_uppercase = false,
                require_lowercase = false,
                allowed_special_characters = "",
                show_zxcvbn = false,
                min_zxcvbn_strength = 0,
                disable_hibp = true,
                enforce_hibp_on_sign_in = false,
                disable_password_reverification = true,
            },
            username_settings = new { min_length = 4, max_length = 64, allow_extended_special_characters = false, allow_numeric_usernames = false },
            attack_protection = new
            {
                user_lockout = new { enabled = false, max_attempts = 100, duration_in_minutes = 60 }, pii = No, email_link = new { require_same_client = false }, enumeration_protection = No,
            },
            passkey_settings = new { allow_autofill = false, show_sign_in_button = false, satisfies_second_factor = false },
        },
        organization_settings = new
        {
            enabled = false,
            max_allowed_memberships = 5,
            actions = new { admin_delete = false },
            domains = new { enabled = false, enrollment_modes = None, default_role = "org:member" },
            creator_role = "org:admin",
        },
        protect_config = new { loaders = Array.Empty<object>() },
    };

    private static object No => new { enabled = false };

    private static Attribute Off => new(false, false, false, None, false, None, None, false, false);

    /// <param name="codes">How it is verified, and then signs in too.</param>
    private static Attribute Required(string[] codes) => new(true, true, codes.Length > 0, codes, false, None, codes, codes.Length > 0, false);

    // Spelled as on the wire.
    private sealed record Attribute(
        bool enabled,
        bool required,
        bool used_for_first_factor,
        string[] first_factors,
        bool used_for_second_factor,
        string[] second_factors,
        string[] verifications,
        bool verify_at_sign_up,
        bool immutable);
}
