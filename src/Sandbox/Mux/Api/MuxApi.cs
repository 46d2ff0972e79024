using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Webinars.Sandbox.Faults;

namespace Webinars.Sandbox.Mux.Api;

/// <summary>Mux's REST API: Basic authentication, <c>data</c> around what is good, <c>error</c> around what is not.</summary>
internal static class MuxApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").MayFail("mux", MuxException.Failure).AddEndpointFilter(Reply.Errors).AddEndpointFilter(Authenticate);
        var video = api.MapGroup("/sandbox/mux/video/v1");
        LiveStreamsApi.Map(video.MapGroup("/live-streams"));
        AssetsApi.Map(video.MapGroup("/assets"));
        PlaybackIdsApi.Map(video.MapGroup("/playback-ids"));
        PlaybackRestrictionsApi.Map(video.MapGroup("/playback-restrictions"));
        SigningKeysApi.Map(api.MapGroup("/sandbox/mux/system/v1/signing-keys"));
        video.Map("{**rest}", Unknown);
        api.Map("/sandbox/mux/system/{**rest}", Unknown);
    }

    /// <summary>One page of a list, as the query's <c>page</c> (from 1) and <c>limit</c> (1 to 100, default 25) ask.</summary>
    public static IEnumerable<T> Page<T>(this IEnumerable<T> all, HttpRequest request)
    {
        var limit = Limit(request);
        return all.Skip((Query(request, "page", 1, int.MaxValue / 100, 1) - 1) * limit).Take(limit);
    }

    public static int Limit(HttpRequest request) => Query(request, "limit", 1, 100, 25);

    private static int Query(HttpRequest request, string name, int min, int max, int otherwise) =>
        request.Query[name].ToString() is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
        : throw MuxException.Invalid($"{name}: must lie between {min} and {max}");

    private static IResult Unknown() => throw MuxException.NotFound();

    private static ValueTask<object?> Authenticate(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var keys = call.HttpContext.RequestServices.GetRequiredService<MuxKeys>();
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{keys.TokenId}:{keys.TokenSecret}"));
        return AuthenticationHeaderValue.TryParse(call.HttpContext.Request.Headers.Authorization, out var given)
            && given is { Scheme: "Basic", Parameter: { } parameter }
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(parameter), Encoding.UTF8.GetBytes(expected))
                ? next(call)
                : throw MuxException.Unauthorized();
    }
}
