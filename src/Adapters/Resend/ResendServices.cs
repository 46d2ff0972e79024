using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Webinars.Mail;
using Webinars.Webhooks;

namespace Webinars.Adapters.Resend;

public static class ResendServices
{
    /// <summary>Resend as who carries letters, and as who tells what became of them.</summary>
    public static IServiceCollection AddResend(this IServiceCollection services)
    {
        services.AddOptions<ResendOptions>().BindConfiguration("Resend").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IWebhook, ResendWebhook>();
        services.AddSingleton<ResendPaces>();
        return services.AddVendorClient<IEmailService, ResendEmails>(
            provider => Options(provider).BaseUrl,
            (provider, http) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Options(provider).ApiKey),
            provider => new PaceHandler(provider.GetRequiredService<ResendPaces>().Of, Options(provider).LongestWait, provider.GetRequiredService<TimeProvider>()));
    }

    private static ResendOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ResendOptions>>().Value;
}
