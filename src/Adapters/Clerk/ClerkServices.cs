using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Webinars.People;
using Webinars.Webhooks;

namespace Webinars.Adapters.Clerk;

public static class ClerkServices
{
    /// <summary>Clerk as the directory of users, as who tells of their changes and, through the JwtBearer scheme, as who signs them in.</summary>
    public static IServiceCollection AddClerk(this IServiceCollection services)
    {
        services.AddOptions<ClerkOptions>().BindConfiguration("Clerk").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IWebhook, ClerkWebhook>();
        services.AddHttpClient(ClerkKeySet.Client, http => (http.Timeout, http.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(5), WholeAnswer.Largest));
        services.AddSingleton<ClerkKeySet>();
        services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>, ClerkSessions>();
        services.AddVendorClient<IUserDirectory, ClerkUsers>(
            provider => Options(provider).BaseUrl,
            (provider, http) =>
            {
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Options(provider).SecretKey);
                http.DefaultRequestHeaders.Add("Clerk-API-Version", "2025-11-10");
            });
        return services;
    }

    private static ClerkOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ClerkOptions>>().Value;
}
