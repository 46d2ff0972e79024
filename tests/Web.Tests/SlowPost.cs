using System.Net;
using System.Text;
using Webinars.Servers;

namespace Webinars.Web.Tests;

/// <summary>Stands where Resend does, and answers when the test says so.</summary>
internal sealed class SlowPost : IDisposable
{
    private readonly HttpListener _listener = new();

    public SlowPost()
    {
        _listener.Prefixes.Add($"{Url}/");
        _listener.Start();
    }

    public string Url { get; } = $"http://localhost:{ServerProcess.FreePort()}";

    /// <summary>The next letter that is brought.</summary>
    public async Task<HttpListenerContext> Next() => await _listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public static async Task Answer(HttpListenerContext letter)
    {
        letter.Response.ContentType = "application/json";
        await letter.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"id":"{{Guid.NewGuid()}}"}"""));
        letter.Response.Close();
    }

    public void Dispose() => _listener.Close();
}
