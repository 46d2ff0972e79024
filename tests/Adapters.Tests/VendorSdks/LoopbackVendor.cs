using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>A vendor on a socket, for packages that take no handler: answers as told, and hangs up where it is told to throw.</summary>
internal sealed class LoopbackVendor : IDisposable
{
    private readonly WebApplication _app;

    public LoopbackVendor(Func<string, string, string, HttpResponseMessage> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(context => Take(context, answer));
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public string Url => _app.Urls.Single();

    public void Dispose() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static async Task Take(HttpContext context, Func<string, string, string, HttpResponseMessage> answer)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        HttpResponseMessage said;
        try
        {
            // As it stands on the wire: the path that the server made of it is decoded.
            said = answer(context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget, body);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            context.Abort();
            return;
        }

        using (said)
        {
            context.Response.StatusCode = (int)said.StatusCode;
            context.Response.ContentType = said.Content.Headers.ContentType?.ToString();
            foreach (var (name, values) in said.Headers)
            {
                context.Response.Headers[name] = values.First();
            }

            await context.Response.Body.WriteAsync(await said.Content.ReadAsByteArrayAsync());
        }
    }
}
