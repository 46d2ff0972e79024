using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>The sandbox's video vendor with an address of the test's where encoders send to: the product is told all settings, so that the sandbox tells it none.</summary>
public static class OwnIngest
{
    public static void AddTo(WebinarsApp app, int port)
    {
        using var rsa = RSA.Create(2048);
        var keys = new Dictionary<string, string>
        {
            ["tokenId"] = "ingest-test",
            ["tokenSecret"] = Guid.NewGuid().ToString("N"),
            ["webhookSecret"] = Guid.NewGuid().ToString("N"),
            ["signingKeyId"] = "ingest-test",
            ["signingKey"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(rsa.ExportRSAPrivateKeyPem())),
        };
        var folder = Directory.CreateDirectory(Path.Combine(app.Folder, "data", "sandbox")).FullName;
        File.WriteAllText(Path.Combine(folder, "mux-keys.json"), JsonSerializer.Serialize(new { keys }));
        foreach (var (name, value) in keys)
        {
            app.Settings[$"Mux__{char.ToUpperInvariant(name[0])}{name[1..]}"] = value;
        }

        app.Settings["Mux__BaseUrl"] = $"{app.Url}/sandbox/mux";
        app.Settings["Mux__StreamUrl"] = $"{app.Url}/sandbox/mux/stream";
        app.Settings["Mux__PostsPerSecond"] = "50";
        app.Settings["Mux__CallsPerSecond"] = "50";
        app.Settings["Mux__IngestUrl"] = $"rtmp://127.0.0.1:{port}/app";
    }
}
