using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Webinars.Adapters.Tests.Sandbox;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>A sandbox in which the things exist that the recorded requests speak of.</summary>
internal sealed partial class RecordingStage : IAsyncDisposable
{
    private readonly ClerkApp _app;
    private readonly string _vendor;

    private RecordingStage(ClerkApp app, string vendor)
    {
        (_app, _vendor) = (app, vendor);
        Http = new HttpClient(vendor switch
        {
            "mux" => new ContractHandler("/sandbox/mux", () => Contract.Mux, "/video/", requests: false),
            "clerk" => new ContractHandler("/sandbox/clerk/v1", () => Contract.Clerk, requests: false),
            "resend" => new ContractHandler("/sandbox/resend", () => Contract.Resend, requests: false),
            _ => new ContractHandler("", () => Contract.Knock, "/v1/", requests: false),
        });
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("recording/1.0");
        Http.DefaultRequestHeaders.Authorization = vendor == "mux"
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Setting("TokenId")}:{Setting("TokenSecret")}")))
            : new AuthenticationHeaderValue("Bearer", vendor == "clerk" ? Setting("SecretKey") : Setting("ApiKey"));
    }

    /// <summary>With the vendor's credentials; every answer is held against its document. The requests are the official clients', also where these go beyond it.</summary>
    public HttpClient Http { get; }

    /// <summary>What stands in front of a recorded path.</summary>
    public string Url => _app.Options.Url + (_vendor == "knock" ? "" : $"/sandbox/{_vendor}");

    public static async Task<RecordingStage> StartAsync(string vendor) => new(await ClerkApp.Start(), vendor);

    /// <summary>Makes what a request may name, and tells how a recorded path or body names it.</summary>
    public async Task<Func<string, string>> PrepareAsync()
    {
        switch (_vendor)
        {
            case "mux":
                var stream = (await Post("/video/v1/live-streams", """
                    {"playback_policies":["signed"],"new_asset_settings":{"playback_policies":["signed"]},"simulcast_targets":[{"url":"rtmp://else.example/app"}]}
                    """))["data"]!;
                var asset = (await Post($"/live-streams/{stream["id"]}/encoder", """{"on":true}"""))["assetId"]!.ToString();
                return text => MuxIds().Replace(text.Replace("/mux/video", "/video", StringComparison.Ordinal), match => match.Groups[1].Value + match.Groups[1].Value switch
                {
                    "live-streams/" => stream["id"],
                    "assets/" => asset,
                    "simulcast-targets/" => stream["simulcast_targets"]![0]!["id"],
                    _ => stream["playback_ids"]![0]!["id"],
                });
            case "clerk":
                var person = (await _app.People(new { count = 1 }))[0];
                return text => ClerkIds().Replace(text, match => match.Value[0] == 's' ? $"sessions/{person["sessionId"]}" : $"{match.Groups[1].Value}{person["id"]}");
            case "resend":
                var mail = await Post("/emails", $$"""
                    {"from":"a@example.com","to":["b@example.com"],"subject":"s","text":"t","scheduled_at":"{{_app.Time.GetUtcNow().AddDays(1):yyyy-MM-ddTHH:mm:ssZ}}"}
                    """);
                return text => ResendIds().Replace(text, $"emails/{mail["id"]}");
            default:
                foreach (var user in new[] { "user_1", "anon_1", "anon" })
                {
                    using var identified = await Http.PutAsJsonAsync($"{Url}/v1/users/{user}", new { name = "Ada" }, TestContext.Current.CancellationToken);
                    identified.EnsureSuccessStatusCode();
                }

                var channel = _app.Settings.First(x => x.Key.StartsWith("Knock:", StringComparison.Ordinal) && x.Key.Contains("Channel", StringComparison.Ordinal)).Value;
                return text => text.Replace("chan_1", channel, StringComparison.Ordinal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private string Section => char.ToUpperInvariant(_vendor[0]) + _vendor[1..];

    private string Setting(string name)
    {
        Assert.True(_app.Settings.TryGetValue($"{Section}:{name}", out var value), $"The sandbox has no setting {Section}:{name}");
        return value;
    }

    private async Task<JsonNode> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(Url + path, content, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    [GeneratedRegex("(live-streams/|assets/|playback-ids/|simulcast-targets/)[^/?]+")]
    private static partial Regex MuxIds();

    // One pass: an id that was put in may itself begin with "user_1".
    [GeneratedRegex("sessions/[^/?]+|(users/)(?!count)[^/?]+|user_1")]
    private static partial Regex ClerkIds();

    [GeneratedRegex("emails/[0-9a-f-]{36}")]
    private static partial Regex ResendIds();
}
