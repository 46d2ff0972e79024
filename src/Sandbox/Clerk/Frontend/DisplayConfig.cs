namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>How the made-up instance presents itself, and its pages: those of the product, which tells clerk-js too.</summary>
internal static class DisplayConfig
{
    public static readonly object Json = new
    {
        @object = "display_config",
        id = "dconf_sandbox",
        application_name = "Webinars",
        instance_environment_type = "production",
        branded = false,
        theme = new { },
        preferred_sign_in_strategy = "password",
        experimental_force_oauth_first = false,
        show_devmode_warning = false,
        clerk_js_version = (string?)null,
        google_one_tap_client_id = (string?)null,
        support_email = (string?)null,

        home_url = "/",
        logo_link_url = "/",
        sign_in_url = "/sign-in",
        sign_up_url = "/sign-up",
        after_sign_in_url = "/",
        after_sign_up_url = "/",
        after_sign_out_one_url = "/",
        after_sign_out_all_url = "/",
        after_switch_session_url = "/",

        // Pages that the product does not have.
        user_profile_url = "",
        waitlist_url = "",
        oauth_consent_url = "",
        after_join_waitlist_url = "",
        organization_profile_url = "",
        create_organization_url = "",
        after_leave_organization_url = "",
        after_create_organization_url = "",
        help_url = (string?)null,
        privacy_policy_url = (string?)null,
        terms_url = (string?)null,

        logo_url = (string?)null,
        logo_image_url = (string?)null,
        logo_image = (object?)null,
        favicon_url = (string?)null,
        favicon_image_url = (string?)null,
        favicon_image = (object?)null,

        captcha_public_key = (string?)null,
        captcha_public_key_invisible = (string?)null,
        captcha_widget_type = (string?)null,
        captcha_provider = (string?)null,
        captcha_oauth_bypass = Array.Empty<string>(),
        captcha_heartbeat = false,
    };
}
