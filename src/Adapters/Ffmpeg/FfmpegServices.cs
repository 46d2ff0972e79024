using Microsoft.Extensions.DependencyInjection;
using Webinars.Streaming.Broadcasting;

namespace Webinars.Adapters.Ffmpeg;

public static class FfmpegServices
{
    public static IServiceCollection AddFfmpeg(this IServiceCollection services)
    {
        services.AddOptions<BroadcastOptions>().BindConfiguration("Broadcast").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<IBroadcastRelay, FfmpegRelay>();
    }
}
