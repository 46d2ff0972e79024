using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Webinars.Adapters.Tests.Contracts;
using Xunit.Sdk;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>In the product's place: takes webhooks and answers as told.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private readonly ConcurrentQueue<string> _problems = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>The status to answer with; 200 unless a test says otherwise.</summary>
    public Func<Delivery, int> Answer { get; set; } = _ => StatusCodes.Status200OK;

    public string Url => _app.Urls.First();

    /// <summary>Every attempt that arrived, in order.</summary>
    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.MapPost("/webhooks/{vendor}", receiver.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public IEnumerable<string> Types => _deliveries.Select(x => x.Type);

    /// <summary>The first delivery of that type, once it is there.</summary>
    public async Task<Delivery> FirstAsync(string type) => await NthAsync(type, 1);

    public async Task<Delivery> NthAsync(string type, int number)
    {
        await MuxTestHost.UntilAsync(() => Task.FromResult(_deliveries.Count(x => x.Type == type) >= number), $"{type} ({string.Join(", ", Types)} came)");
        return _deliveries.Where(x => x.Type == type).ElementAt(number - 1);
    }

    /// <summary>Every webhook that came was one that the vendor's document describes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Assert.True(_problems.IsEmpty, string.Join(Environment.NewLine, _problems));
    }

    private void Check(string vendor, Delivery delivery)
    {
        try
        {
            if (ContractFolder.IsThere)
            {
                Contract.WebhooksOf(vendor).Webhook(delivery.Type, delivery.Json);
            }
        }
        catch (XunitException problem)
        {
            _problems.Enqueue(problem.Message);
        }
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var delivery = new Delivery(body, request.Headers.ToDictionary(x => x.Key, x => x.Value.ToString(), StringComparer.OrdinalIgnoreCase), JsonElement.Parse(body));
        Check(request.Path.Value!.Split('/')[^1], delivery);
        var status = Answer(delivery);
        _deliveries.Enqueue(delivery);
        return Results.StatusCode(status);
    }
}

internal sealed record Delivery(string Body, IReadOnlyDictionary<string, string> Headers, JsonElement Json)
{
    public string Signature => Headers["Mux-Signature"];

    public string Type => Json.Text("type");

    public string Id => Json.Text("id");

    public JsonElement Data => Json.GetProperty("data");
}

internal static class JsonText
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
