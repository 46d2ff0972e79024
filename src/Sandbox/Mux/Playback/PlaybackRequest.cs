namespace Webinars.Sandbox.Mux.Playback;

/// <summary>A request for a picture, with what it takes to judge it.</summary>
internal sealed record PlaybackRequest(HttpContext Http, SandboxFile<MuxState> State, MuxKeys Keys, TimeProvider Time)
{
    public static ValueTask<PlaybackRequest?> BindAsync(HttpContext http) => ValueTask.FromResult<PlaybackRequest?>(new PlaybackRequest(
        http,
        http.RequestServices.GetRequiredService<SandboxFile<MuxState>>(),
        http.RequestServices.GetRequiredService<MuxKeys>(),
        http.RequestServices.GetRequiredService<TimeProvider>()));

    /// <param name="expiry">When the token ends, in Unix seconds; null for a public playback id.</param>
    /// <remarks>A clip stands in the claims of a signed playback id's token, and in the query of a public one.</remarks>
    public Playable Find(string playbackId, string audience, bool joining, out long? expiry)
    {
        var now = Time.GetUtcNow();
        var (found, until) = State.Read(state =>
        {
            if (Playable.Policy(state, playbackId) == "public")
            {
                return (Playable.Find(state, playbackId, Clip.Read(x => Http.Request.Query[x]), now, joining), (long?)null);
            }

            var claims = PlaybackToken.Verify(Http.Request.Query["token"], playbackId, audience, state.SigningKeys, now);
            state.Restriction(claims)?.Judge(Http.Request);
            var clip = Clip.Read(x => claims.TryGetProperty(x, out var value) ? value.ToString() : null);
            return (Playable.Find(state, playbackId, clip, now, joining), PlaybackToken.Expiry(claims));
        });
        expiry = until;
        return found;
    }

    public IResult File(string playbackId, int? segment)
    {
        var now = Time.GetUtcNow();
        var name = segment is null ? "init.mp4" : $"{segment}.m4s";
        State.Read(state =>
            Playable.Policy(state, playbackId) != "public" && !SegmentPass.IsGood(Keys, playbackId, name, Http.Request.Query, now)
                ? throw MuxException.Forbidden("The file's signature is wrong or has expired")
                : Playable.Exists(state, playbackId, segment ?? 0, now) ? true : throw MuxException.NotFound());
        Http.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Bytes(segment is null ? CannedLoop.Init : CannedLoop.Segment(segment.Value), segment is null ? "video/mp4" : "video/iso.segment");
    }

    public IResult Text(string text, string type)
    {
        Http.Response.Headers.CacheControl = "no-store";
        return Results.Text(text, type);
    }
}
