using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Webinars.Mail;
using Webinars.Notifications;
using Webinars.People;
using Webinars.Replaying;
using Webinars.Streaming;
using Webinars.VendorSdks.Clerk;
using Webinars.VendorSdks.Knock;
using Webinars.VendorSdks.Mux;
using Webinars.VendorSdks.Resend;

namespace Webinars.VendorSdks;

public static class VendorSdkServices
{
    /// <summary>The vendors' own packages in the place of our REST calls, for each vendor whose <c>Client</c> says <c>Sdk</c>. Call it after the vendors were added.</summary>
    public static IServiceCollection AddVendorSdks(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddTransient<SdkHttp>();
        if (IsChosen("Clerk"))
        {
            services.Replace(ServiceDescriptor.Transient<IUserDirectory, ClerkSdkUsers>());
        }

        if (IsChosen("Mux"))
        {
            services.TryAddSingleton<MuxSdk>();
            services.Replace(ServiceDescriptor.Transient<IVideoService, MuxSdkVideo>());
            services.Replace(ServiceDescriptor.Transient<IRecordingService, MuxSdkAssets>());
        }

        if (IsChosen("Resend"))
        {
            services.Replace(ServiceDescriptor.Transient<IEmailService, ResendSdkEmails>());
        }

        if (IsChosen("Knock"))
        {
            var rest = services.Last(service => service.ServiceType == typeof(INotificationService)).ImplementationFactory!;
            services.Replace(ServiceDescriptor.Transient<INotificationService>(provider =>
                new KnockSdkNotifications(provider.GetRequiredService<SdkHttp>(), (INotificationService)rest(provider))));
        }

        return services;

        bool IsChosen(string vendor) => "Sdk".Equals(configuration[$"{vendor}:Client"], StringComparison.OrdinalIgnoreCase);
    }
}
