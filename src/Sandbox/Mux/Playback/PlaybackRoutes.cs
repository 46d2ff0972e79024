using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>What <c>stream.mux.com</c> and <c>image.mux.com</c> serve, to pages of any origin.</summary>
internal static class PlaybackRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").AddEndpointFilter(AllowAnyOrigin).AddEndpointFilter(Reply.Errors);
        var stream = open.MapGroup("/sandbox/mux/stream");
        stream.MapGet("{playback}.m3u8", Master);
        stream.MapGet("{playback}/rendition.m3u8", Media);
        stream.MapGet("{playback}/init.mp4", (string playback, PlaybackRequest request) => request.Init(playback, null));
        stream.MapGet("{playback}/init-{piece:int:min(0)}.mp4", (string playback, int piece, PlaybackRequest request) => request.Init(playback, piece));
        stream.MapGet("{playback}/{segment:int:min(0)}.m4s", (string playback, int segment, PlaybackRequest request) => request.Segment(playback, segment));
        var image = open.MapGroup("/sandbox/mux/image/{playback}");
        image.MapGet("thumbnail.jpg", Thumbnail);
        image.MapGet("storyboard.jpg", Tiles);
        image.MapGet("storyboard.vtt", Storyboard);
        stream.MapMethods("{**rest}", ["OPTIONS"], Preflight);
        image.MapMethods("{**rest}", ["OPTIONS"], Preflight);
    }

    private static IResult Master(string playback, PlaybackRequest request)
    {
        var playable = request.Find(playback, "v", joining: true, out _);
        return request.Text(Playlist.Master($"{playback}/rendition.m3u8{request.Http.Request.QueryString}", request.Footage(playback, playable.Segments[^1].Piece)), "application/vnd.apple.mpegurl");
    }

    private static IResult Media(string playback, PlaybackRequest request)
    {
        var playable = request.Find(playback, "v", joining: false, out var expiry);
        return request.Text(
            Playlist.Media(playable, file => expiry is null ? "" : SegmentPass.Query(request.Keys, playback, file, expiry.Value)),
            "application/vnd.apple.mpegurl");
    }

    private static async Task<IResult> Thumbnail(string playback, PlaybackRequest request)
    {
        var (segment, at) = request.Moment(playback);
        return Results.Bytes(await Still(playback, request, segment, at, Stills.Whole) ?? CannedLoop.Poster, "image/jpeg");
    }

    private static async Task<IResult> Tiles(string playback, PlaybackRequest request, int? segment)
    {
        var known = request.Find(playback, "s", joining: true, out _).Segments;
        var chosen = segment is null ? known[0] with { Piece = null } : known.Where(x => x.Number == segment).Cast<Segment?>().FirstOrDefault() ?? throw MuxException.NotFound();
        return Results.Bytes(await Still(playback, request, chosen, TimeSpan.Zero, Stills.Tile) ?? CannedLoop.Storyboard, "image/jpeg");
    }

    private static async Task<byte[]?> Still(string playback, PlaybackRequest request, Segment segment, TimeSpan at, string size) =>
        request.Footage(playback, segment.Piece) is { } footage ? await request.Stills.CutAsync(footage, segment, at, size, request.Http.RequestAborted) : null;

    private static IResult Storyboard(string playback, PlaybackRequest request) => request.Text(
        Playlist.Storyboard(request.Find(playback, "s", joining: true, out _), "storyboard.jpg", request.Http.Request.QueryString.ToString()),
        "text/vtt");

    private static IResult Preflight() => Results.NoContent();

    private static async ValueTask<object?> AllowAnyOrigin(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var headers = call.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowHeaders = "*";
        headers.AccessControlAllowMethods = "GET, OPTIONS";
        return await next(call);
    }
}
