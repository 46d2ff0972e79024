using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Webinars.Streaming;

namespace Webinars.Adapters.Mux;

/// <summary>Signs passes for playback ids: an RS256 JWT, kid in the payload. What it may show stands in its claims, so nobody can widen it.</summary>
/// <remarks>Sources: Mux guides "Signing JWTs" and "Create instant clips" (program_start_time, program_end_time: Unix seconds; of storyboards too), "Get images from a video" (time: seconds).</remarks>
internal sealed class MuxPasses : IDisposable
{
    private readonly RSA _key = RSA.Create();
    private readonly MuxOptions _options;

    public MuxPasses(IOptions<MuxOptions> options)
    {
        _options = options.Value;
        _key.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(_options.SigningKey)));
    }

    public PlaybackPass Sign(string playbackId, Clip? clip, DateTimeOffset expiresAt)
    {
        var shown = Shown(clip);
        var token = Token(playbackId, "v", shown, expiresAt);
        var source = _options.StreamUrl is { } url ? $"{url.TrimEnd('/')}/{playbackId}.m3u8?token={token}" : null;
        var pass = new PlaybackPass(playbackId, token, source, expiresAt);
        return clip?.Offset is not { } offset ? pass : pass with
        {
            Storyboard = Image("storyboard.vtt", "s", shown),

            // Without a time it would be the middle of all that was recorded; a second more, for the clip begins with a whole one.
            Poster = Image("thumbnail.jpg", "t", new() { ["time"] = Math.Ceiling(offset.TotalSeconds) + 1 }),
        };

        string Image(string file, string audience, Dictionary<string, object> claims) =>
            $"{_options.ImageUrl.TrimEnd('/')}/{playbackId}/{file}?token={Token(playbackId, audience, claims, expiresAt)}";
    }

    public void Dispose() => _key.Dispose();

    private static Dictionary<string, object> Shown(Clip? clip)
    {
        var claims = new Dictionary<string, object>();
        if (clip is not null)
        {
            // Rounded up: a second less of the webinar rather than a second of the rehearsal.
            claims["program_start_time"] = Up(clip.From);
            if (clip.To is { } to)
            {
                claims["program_end_time"] = Up(to);
            }
        }

        return claims;
    }

    /// <param name="audience">v: the picture, t: a still, s: the storyboard.</param>
    private string Token(string playbackId, string audience, Dictionary<string, object> shown, DateTimeOffset expiresAt) => SignedToken.Of(
        new Dictionary<string, object>(shown) { ["sub"] = playbackId, ["aud"] = audience, ["exp"] = expiresAt.ToUnixTimeSeconds(), ["kid"] = _options.SigningKeyId }, _key);

    private static long Up(DateTimeOffset time) => (long)Math.Ceiling((time - DateTimeOffset.UnixEpoch) / TimeSpan.FromSeconds(1));
}
