using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webinars.Web.Tests;

/// <summary>What the sandbox's inbox holds for one address.</summary>
public sealed partial class Mailbox(WebinarsApp app, string address)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public string Address => address;

    /// <summary>A letter whose subject begins so; waited for.</summary>
    public async Task<JsonElement> Letter(string subject)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var inbox = await app.Http.GetFromJsonAsync<JsonElement>($"/sandbox/resend/inbox?to={Uri.EscapeDataString(address)}", limit.Token);
            foreach (var letter in inbox.EnumerateArray().Where(one => one.GetProperty("subject").GetString()!.StartsWith(subject, StringComparison.Ordinal)))
            {
                return letter;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Of a letter that is there: <c>/join/…</c>, <c>/letters/…</c>.</summary>
    public async Task<string> Link(string page, string subject = "You are registered: ")
    {
        var html = (await Letter(subject)).GetProperty("html").GetString()!;
        return Links().Matches(html).Select(link => link.Value).First(link => link.StartsWith($"/{page}/", StringComparison.Ordinal));
    }

    public async Task<string> Code() => (await Letter("Your code is ")).GetProperty("subject").GetString()![^6..];

    [GeneratedRegex(@"(?<="")?/(join|letters|feedback)/[A-Za-z0-9_-]+")]
    private static partial Regex Links();
}
