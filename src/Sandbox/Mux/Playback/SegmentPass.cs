using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Sandbox.Mux.Playback;

/// <summary>
/// What a media playlist puts behind the name of each file of a signed playback id: as long as the token, for this file only.
/// Who has a token for a clip therefore gets no segment outside it, and a long playlist stays small.
/// </summary>
internal static class SegmentPass
{
    public static string Query(MuxKeys keys, string playbackId, string file, long expiry) => $"?expires={expiry}&signature={Sign(keys, playbackId, file, expiry)}";

    public static bool IsGood(MuxKeys keys, string playbackId, string file, IQueryCollection query, DateTimeOffset now) =>
        long.TryParse(query["expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var expiry)
        && expiry > now.ToUnixTimeSeconds()
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(query["signature"].ToString()), Encoding.UTF8.GetBytes(Sign(keys, playbackId, file, expiry)));

    private static string Sign(MuxKeys keys, string playbackId, string file, long expiry)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(keys.TokenSecret), Encoding.UTF8.GetBytes($"{playbackId}/{file}/{expiry}"));
        return Base64Url.EncodeToString(mac.AsSpan(0, 16));
    }
}
