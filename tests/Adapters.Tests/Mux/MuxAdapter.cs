using System.Net;
using System.Security.Cryptography;
using System.Text;
using Webinars.Adapters.Mux;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Nodes;
using Webinars.Replaying;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests.Mux;

/// <inheritdoc/>
internal sealed class MuxAdapter(TimeProvider clock, params IEnumerable<(string Name, string Value)> settings)
    : VendorAdapter("Mux", () => Contract.Mux, clock, [.. Usual, .. settings], services => services.AddMux())
{
    public const string Stream = """
        {"data":{"id":"LS1","stream_key":"SENTINEL-KEY","srt_passphrase":"SENTINEL-PASS","status":"idle","playback_ids":[{"policy":"signed","id":"PB1"}],"created_at":"1609868768"}}
        """;

    /// <summary>With a key that was made once: that takes a good part of a second.</summary>
    private static readonly (string, string)[] Usual =
    [
        ("Mux:TokenId", "id"), ("Mux:TokenSecret", "SENTINEL-SECRET"), ("Mux:WebhookSecret", "secret"), ("Mux:SigningKeyId", "kid"), ("Mux:SigningKey", NewKey()),
        ("Mux:BaseUrl", "https://video.example"), ("Mux:PostsPerSecond", "1000"), ("Mux:CallsPerSecond", "1000"),
    ];

    public MuxAdapter(params IEnumerable<(string Name, string Value)> settings) : this(TimeProvider.System, settings)
    {
    }

    /// <summary>A live stream unless a test says otherwise.</summary>
    public override Func<Call, HttpResponseMessage> Answer { get; set; } = _ => Says(HttpStatusCode.OK, Stream);

    public LivingNodes Nodes => Get<LivingNodes>();

    public IVideoService Video => Get<IVideoService>();

    public IRecordingService Recordings => Get<IRecordingService>();

    private static string NewKey()
    {
        using var key = RSA.Create(2048);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(key.ExportRSAPrivateKeyPem()));
    }
}
