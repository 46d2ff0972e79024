using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Webinars.Servers;

namespace Webinars.Web.Tests;

/// <summary>The sandbox as a process of its own: the product is told only base URLs and keys.</summary>
public sealed partial class OwnSandboxTests
{
    [Fact]
    public async Task The_product_finds_a_sandbox_elsewhere_by_its_settings_alone()
    {
        await using var app = new WebinarsApp();
        var sandbox = $"http://localhost:{ServerProcess.FreePort()}";
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Built.Program("Sandbox"), "--urls", sandbox, "--Sandbox:AppUrl", app.Url, "--Sandbox:Folder", Path.Combine(app.Folder, "sandbox"), "--Sandbox:RtmpPort", "0"])
        {
            WorkingDirectory = app.Folder,
            RedirectStandardOutput = true,
        })!;
        try
        {
            await ReadSettings(process.StandardOutput, app.Settings);
            _ = process.StandardOutput.ReadToEndAsync();
            await app.Start();
            Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/sandbox")).StatusCode);

            using var http = new HttpClient { BaseAddress = new Uri(sandbox) };
            var people = await (await http.PostAsJsonAsync("/sandbox/clerk/people", new { count = 1 })).Content.ReadFromJsonAsync<JsonElement>();
            var host = new Visitor(app, people[0]);
            var webinar = await host.Schedule();
            await host.Post($"/api/webinars/{webinar}/publish");
            await host.Post($"/api/webinars/{webinar}/go-live");
            var stream = (await http.GetFromJsonAsync<JsonElement>("/sandbox/mux/state")).GetProperty("streams")[0].GetProperty("id").GetString();
            await using var room = await host.Enter(webinar);
            (await http.PostAsJsonAsync($"/sandbox/mux/live-streams/{stream}/encoder", new { on = true })).EnsureSuccessStatusCode();
            await room.Until(one => one.Events.Any(happened => happened.ToString().Contains("\"live\"", StringComparison.Ordinal)), "live");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [GeneratedRegex("^export ([A-Za-z_]+)='(.*)'$")]
    private static partial Regex Export();

    /// <summary>What it prints for the nodes, as a shell would read it.</summary>
    private static async Task ReadSettings(StreamReader output, Dictionary<string, string?> settings)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (new[] { "Mux__IngestUrl", "Clerk__BaseUrl", "Resend__RequestsPerSecond", "Knock__BaseUrl" }.Any(name => !settings.ContainsKey(name)))
        {
            if (Export().Match(await output.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException()) is { Success: true } said)
            {
                settings[said.Groups[1].Value] = said.Groups[2].Value;
            }
        }
    }
}
