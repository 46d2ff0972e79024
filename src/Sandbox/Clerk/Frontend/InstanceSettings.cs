namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>The settings of the made-up instance: what its owner would have chosen in Clerk's dashboard.</summary>
/// <remarks>
/// First and last name are required because a webinar shows them, and fields that are not required do not appear in the sign-up card.
/// Production, not development, so that clerk-js shows no ribbon and sends no telemetry.
/// </remarks>
internal static class InstanceSettings
{
    private static readonly string[] ByCode = ["email_code"];

    public static readonly object Json = new
    {
        auth_config = new { single_session_mode = true },
        display_config = new
        {
            application_name = "Webinars",
            instance_environment_type = "production",
            branded = false,
            home_url = "/",
            captcha_public_key = (string?)null,
            captcha_widget_type = (string?)null,
            captcha_heartbeat = false,
            preferred_sign_in_strategy = "password",
            theme = new { },
        },
        user_settings = new
        {
            // clerk-js takes this list in place of its defaults, so every attribute in use stands here.
            attributes = new
            {
                email_address = Attribute(firstFactor: true, verify: true, ByCode),
                password = Attribute(firstFactor: false, verify: false, []),
                first_name = Attribute(firstFactor: false, verify: false, []),
                last_name = Attribute(firstFactor: false, verify: false, []),
            },
            actions = new { delete_self = false, create_organization = false },
            social = new { },
            sign_in = new { second_factor = new { required = false, enabled = false } },
            sign_up = new { captcha_enabled = false, mode = "public", progressive = true, legal_consent_enabled = false },
            password_settings = new { min_length = 8, max_length = 72, show_zxcvbn = false, disable_hibp = true },
        },
        organization_settings = new { enabled = false },
        protect_config = new { loaders = Array.Empty<object>() },
    };

    private static object Attribute(bool firstFactor, bool verify, string[] strategies) => new
    {
        enabled = true,
        required = true,
        used_for_first_factor = firstFactor,
        first_factors = strategies,
        used_for_second_factor = false,
        second_factors = Array.Empty<string>(),
        verifications = strategies,
        verify_at_sign_up = verify,
    };
}
