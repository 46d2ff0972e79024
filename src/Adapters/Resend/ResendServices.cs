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

        // One line for the whole process: clients come and go.
        services.AddKeyedSingleton(typeof(ResendServices), (provider, _) => new Pace(Options(provider).RequestsPerSecond, provider.GetRequiredService<TimeProvider>()));
        return services.AddVendorClient<IEmailService, ResendEmails>(
            provider => Options(provider).BaseUrl,
            (provider, http) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Options(provider).ApiKey),
            provider => new PaceHandler(
                _ => provider.GetRequiredKeyedService<Pace>(typeof(ResendServices)), Options(provider).LongestWait, provider.GetRequiredService<TimeProvider>()));
    }

    private static ResendOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ResendOptions>>().Value;
}
