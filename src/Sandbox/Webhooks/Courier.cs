using System.Net.Http.Headers;
using System.Text;
using Webinars.Sandbox.Faults;

namespace Webinars.Sandbox.Webhooks;

/// <summary>Sends one vendor's due webhooks to the product: those of one queue one after the other, different queues side by side.</summary>
/// <param name="find">The webhooks in the vendor's state.</param>
internal abstract partial class Courier<TState, TWebhook>(
    string vendor, SandboxFile<TState> file, Func<TState, List<TWebhook>> find, RetrySchedule retry, SandboxOptions options, FaultBoard board, TimeProvider time, ILogger logger)
    : BackgroundService
    where TState : class, new()
    where TWebhook : Webhook
{
    /// <remarks>A client of its own: retries that the surrounding process may have given to all its clients would count as one attempt here.</remarks>
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };

    private readonly WebhookFaults _faults = new(vendor, board);

    /// <summary>Adds the vendor's headers.</summary>
    protected abstract void Sign(HttpRequestHeaders headers, string id, byte[] body, DateTimeOffset at);

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
                foreach (var queue in file.Read(x => find(x).Where(y => y.DueAt <= now).Select(y => y.Queue).Distinct().ToList()))
                {
                    if (!sending.TryGetValue(queue, out var task) || task.IsCompleted)
                    {
                        sending[queue] = SendDueAsync(queue, stoppingToken);
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

    private async Task SendDueAsync(string queue, CancellationToken cancellation)
    {
        try
        {
            while (file.Read(x => find(x).NextDue(queue, time.GetUtcNow()) is { } due ? (due.Id, due.Body) : default) is { Id: not null } next)
            {
                if (_faults.HoldUp(queue, next.Id) is { } late)
                {
                    file.Change(x => find(x).Postpone(next.Id, time.GetUtcNow() + late));
                    continue;
                }

                if (await AttemptAsync(next.Id, next.Body, cancellation) && _faults.Doubles)
                {
                    await AttemptAsync(next.Id, next.Body, cancellation);
                }

                if (_faults.Sent(queue, next.Id) is { } overtaken)
                {
                    file.Change(x => find(x).Postpone(overtaken, time.GetUtcNow()));
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The process ends; what was not noted is sent again after the next start.
        }
        catch (Exception error)
        {
            DeliveryFailed(error, vendor, queue);
        }
    }

    /// <returns>Whether it was taken.</returns>
    private async Task<bool> AttemptAsync(string id, string body, CancellationToken cancellation)
    {
        var attempt = await PostAsync(id, body, cancellation);
        file.Change(x => find(x).Note(id, attempt, time.GetUtcNow(), retry));
        return attempt.Taken;
    }

    private async Task<Attempt> PostAsync(string id, string body, CancellationToken cancellation)
    {
        var at = time.GetUtcNow();
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.AppUrl}/webhooks/{vendor}") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Sign(request.Headers, id, bytes, at);
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

    [LoggerMessage(LogLevel.Error, "Sending the webhooks of {Vendor} about {Queue} stopped; it is taken up again with the next look.")]
    private partial void DeliveryFailed(Exception error, string vendor, string queue);
}
