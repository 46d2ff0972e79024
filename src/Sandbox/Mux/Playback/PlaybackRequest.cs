using Webinars.Sandbox.Mux.Ingest;
using Webinars.Sandbox.Mux.Live;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>A request for a picture, with what it takes to judge it.</summary>
internal sealed record PlaybackRequest(HttpContext Http, SandboxFile<MuxState> State, MuxKeys Keys, Recordings Recordings, Stills Stills, TimeProvider Time)
{
    public static ValueTask<PlaybackRequest?> BindAsync(HttpContext http) => ValueTask.FromResult<PlaybackRequest?>(new PlaybackRequest(
        http,
        http.RequestServices.GetRequiredService<SandboxFile<MuxState>>(),
        http.RequestServices.GetRequiredService<MuxKeys>(),
        http.RequestServices.GetRequiredService<Recordings>(),
        http.RequestServices.GetRequiredService<Stills>(),
        http.RequestServices.GetRequiredService<TimeProvider>()));

    /// <param name="expiry">When the token ends, in Unix seconds; null for a public playback id.</param>
    /// <remarks>A clip stands in the claims of a signed playback id's token, and in the query of a public one.</remarks>
    public Playable Find(string playbackId, string audience, bool joining, out long? expiry)
    {
        var now = Time.GetUtcNow();
        var (found, until) = State.Read(state =>
        {
            var asked = Asked(state, playbackId, audience, now, out var end);
            return (Playable.Find(state, playbackId, Clip.Read(asked), now, joining), end);
        });
        expiry = until;
        return found;
    }

    /// <summary>Of which segment a thumbnail is, and how far into it: at the time that is asked for, else in the middle.</summary>
    public (Segment Segment, TimeSpan At) Moment(string playbackId)
    {
        var now = Time.GetUtcNow();
        return State.Read(state =>
        {
            var asked = Asked(state, playbackId, "t", now, out _);
            var segments = Playable.Find(state, playbackId, Clip.Read(asked), now, joining: true).Segments;
            var at = Clip.Number("time", asked("time")) is { } seconds ? TimeSpan.FromSeconds(seconds) : segments[segments.Count / 2].Offset;
            var segment = segments.LastOrDefault(x => x.Offset <= at, segments[0]);
            return (segment, at - segment.Offset);
        });
    }

    /// <param name="piece">As <see cref="Live.Segment.Piece"/>.</param>
    public IResult Init(string playbackId, int? piece)
    {
        Judge(playbackId, Playlist.InitFile(piece));
        var now = Time.GetUtcNow();
        var shown = State.Read(state => Playable.Asset(state, playbackId, now) is { } asset && Timeline.Count(asset, now) > 0);
        return !shown ? throw MuxException.NotFound()
            : piece is null ? Bytes(CannedLoop.Init, "video/mp4")
            : Footage(playbackId, piece) is { } footage ? Stored(footage, "init.mp4", "video/mp4")
            : throw MuxException.NotFound();
    }

    public IResult Segment(string playbackId, int number)
    {
        Judge(playbackId, $"{number}.m4s");
        var now = Time.GetUtcNow();
        var segment = State.Read(state => Playable.Asset(state, playbackId, now) is { } asset && number < Timeline.Count(asset, now)
            ? Timeline.Segments(asset, now).ElementAt(number)
            : throw MuxException.NotFound());
        return Footage(playbackId, segment.Piece) is { } footage
            ? Stored(footage, Recordings.SegmentFile(segment.File), "video/iso.segment")
            : Bytes(CannedLoop.Segment(number), "video/iso.segment");
    }

    /// <summary>What a real encoder sent for a piece of what the playback id shows now; null: nothing, it is the canned loop's.</summary>
    public Footage? Footage(string playbackId, int? piece)
    {
        var now = Time.GetUtcNow();
        return piece is null ? null : State.Read(state => Playable.Asset(state, playbackId, now)?.Pieces.ElementAtOrDefault(piece.Value)?.Footage);
    }

    public IResult Text(string text, string type)
    {
        Http.Response.Headers.CacheControl = "no-store";
        return Results.Text(text, type);
    }

    /// <returns>The value of a claim of a signed playback id's token, of a parameter in the query of a public one.</returns>
    private Func<string, string?> Asked(MuxState state, string playbackId, string audience, DateTimeOffset now, out long? expiry)
    {
        if (Playable.Policy(state, playbackId) == "public")
        {
            expiry = null;
            return name => Http.Request.Query[name];
        }

        var claims = PlaybackToken.Verify(Http.Request.Query["token"], playbackId, audience, state.SigningKeys, now);
        state.Restriction(claims)?.Judge(Http.Request);
        expiry = PlaybackToken.Expiry(claims);
        return name => claims.TryGetProperty(name, out var value) ? value.ToString() : null;
    }

    private void Judge(string playbackId, string file)
    {
        var policy = State.Read(state => Playable.Policy(state, playbackId));
        if (policy != "public" && !SegmentPass.IsGood(Keys, playbackId, file, Http.Request.Query, Time.GetUtcNow()))
        {
            throw MuxException.Forbidden("The file's signature is wrong or has expired");
        }
    }

    private IResult Stored(Footage footage, string file, string type) =>
        Recordings.Find(footage, file) is { } path ? Cached(Results.File(path, type)) : throw MuxException.NotFound();

    private IResult Bytes(byte[] bytes, string type) => Cached(Results.Bytes(bytes, type));

    private IResult Cached(IResult file)
    {
        Http.Response.Headers.CacheControl = "private, max-age=3600";
        return file;
    }
}
