using Webinars.Sandbox.Resend.Api;
using Webinars.Sandbox.Resend.Letters;
using Webinars.Sandbox.Resend.Webhooks;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Resend;

/// <summary>A stand-in for Resend: its e-mails API, its webhooks, and an inbox that shows every letter as its reader would see it.</summary>
public static class ResendSandbox
{
    public const string Root = "/sandbox/resend";

    public static IServiceCollection AddResendSandbox(this IServiceCollection services) => services
        .AddSingleton(provider => ResendKeys.Open(provider.GetRequiredService<SandboxOptions>()))
        .AddSingleton(provider => new SandboxFile<ResendOutbox>(provider.GetRequiredService<SandboxOptions>(), "resend-webhooks"))
        .AddSingleton(provider => new SandboxFile<Suppressions>(provider.GetRequiredService<SandboxOptions>(), "resend-suppressions"))
        .AddSingleton<LetterStore>()
        .AddSingleton<Idempotency>()
        .AddSingleton<RateWindow>()
        .AddHostedService<PostOffice>()
        .AddHostedService<ResendCourier>();

    public static IEndpointRouteBuilder MapResendSandbox(this IEndpointRouteBuilder routes)
    {
        var resend = routes.MapGroup(Root).AddEndpointFilter(ResendException.Filter);
        ResendApi.Map(resend);
        Inbox.Map(resend.MapGroup("/inbox"));
        SuppressionPanel.Map(resend.MapGroup("/suppressions"));
        routes.MapWebhookPanel<ResendOutbox, ResendWebhook>("resend", outbox => outbox.Webhooks);
        return routes;
    }
}
