using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webinars.Telling;

namespace Webinars.Letters;

public static class LettersServices
{
    /// <param name="from">The address that letters come from, without a name.</param>
    public static IServiceCollection AddLetters(this IServiceCollection services, Func<IServiceProvider, string> from) => services
        .AddSingleton(provider => new PublicCalendar(from(provider), provider.GetRequiredService<PublicAddress>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ILetterWriter>(
        provider => new LetterWriter(from(provider), provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<TimeProvider>()));
}
