using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Sandbox.Mux.Webhooks;

/// <summary>Sends what is due to the product: one live stream's events one after the other, different streams side by side.</summary>
internal sealed partial class Courier(
    SandboxFile<MuxState> file, MuxKeys keys, SandboxOptions options, TimeProvider time, ILogger<Courier> logger) : BackgroundService
{
    /// <remarks>A client of its own: retries that the surrounding process may have given to all its clients would count as one attempt here.</remarks>
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sending = new Dictionary<string, Task>();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await look.WaitForNextTickAsync(stoppingToken))
            {
                var now = time.GetUtcNow();
                foreach (var stream in file.Read(x => x.Webhooks.Where(y => y.DueAt <= now).Select(y => y.LiveStreamId).Distinct().ToList()))
                {
                    if (!sending.TryGetValue(stream, out var task) || task.IsCompleted)
                    {
                        sending[stream] = SendDueAsync(stream, stoppingToken);
                    }
                }
            }
        }
        finally
        {
            // Once the host has stopped, nothing writes the file any more.
            await Task.WhenAll(sending.Values);
        }
    }

    private async Task SendDueAsync(string liveStreamId, CancellationToken cancellation)
    {
        try
        {
            while (file.Read(x => x.NextDue(liveStreamId, time.GetUtcNow()) is { } due ? (due.Id, due.Body) : default) is { Id: not null } next)
            {
                var attempt = await PostAsync(next.Body, cancellation);
                file.Change(x => x.Note(next.Id, attempt, time.GetUtcNow()));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The process ends; what was not noted is sent again after the next start.
        }
        catch (Exception error)
        {
            DeliveryFailed(error, liveStreamId);
        }
    }

    private async Task<Attempt> PostAsync(string body, CancellationToken cancellation)
    {
        var at = time.GetUtcNow();
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.AppUrl + "/webhooks/mux") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Mux-Signature", Sign(bytes, at));
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            return new Attempt(at, (int)response.StatusCode, null);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return new Attempt(at, null, error is HttpRequestException ? error.Message : "No answer within 5 s");
        }
    }

    private string Sign(byte[] body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{seconds}."), .. body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(keys.WebhookSecret), signed);
        return $"t={seconds},v1={Convert.ToHexStringLower(mac)}";
    }

    [LoggerMessage(LogLevel.Error, "Sending the webhooks of live stream {LiveStreamId} stopped; it is taken up again with the next look.")]
    private partial void DeliveryFailed(Exception error, string liveStreamId);
}
