using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.KillTest;
using Webinars.Sandbox;
using Webinars.Sandbox.Faults;
using Webinars.Sandbox.Resend.Letters;

namespace Webinars.Adapters.Tests.Outbox;

/// <summary>The sandbox's mail service, with its faults in turn, and a record of who asked it when.</summary>
internal sealed class MailUnderFire : IAsyncDisposable
{
    private static readonly string[] Faults = [Fault.LostAnswer, Fault.ServerError, Fault.TooManyRequests, Fault.Slow, Fault.Down];
    private readonly WebApplication _app;
    private readonly SandboxOptions _options;

    private MailUnderFire(WebApplication app, SandboxOptions options) => (_app, _options) = (app, options);

    /// <summary>Every call, when it left, and what was answered.</summary>
    public ConcurrentQueue<(string Key, DateTimeOffset At, int Status)> Calls { get; } = new();

    /// <summary>Once a letter was taken, and before its sender hears of it.</summary>
    public Action Taken { get; set; } = () => { };

    public IReadOnlyList<Letter> Letters => _app.Services.GetRequiredService<LetterStore>().All();

    public IReadOnlyDictionary<string, string> Settings => SandboxServices.Settings(_options);

    public static async Task<MailUnderFire> Start(int? perSecond)
    {
        var options = new SandboxOptions($"http://localhost:{SandboxPlace.Port()}", "http://localhost:9", SandboxPlace.Folder());
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Url);
        builder.Configuration.AddInMemoryCollection([new("Sandbox:Resend:RequestsPerSecond", $"{perSecond}")]);
        builder.Services.AddSandbox(options);
        var app = builder.Build();
        MailUnderFire? mail = null;
        app.Use((context, next) => mail!.Count(context, next));
        app.MapSandbox();
        mail = new MailUnderFire(app, options);
        await app.StartAsync();
        return mail;
    }

    /// <summary>Another fault than before, of three calls one.</summary>
    public void Break(int turn)
    {
        var board = _app.Services.GetRequiredService<FaultBoard>();
        board.SwitchOff("resend", Fault.None);
        board.SwitchOn("resend", Faults[turn % Faults.Length], 0.35, null);
    }

    public void Mend() => _app.Services.GetRequiredService<FaultBoard>().SwitchOff("resend", Fault.None);

    /// <summary>Calls that left in the fullest second.</summary>
    public int Fullest()
    {
        var calls = Calls.Select(call => call.At).Order().ToList();
        return calls.Select(from => calls.Count(at => at >= from && at < from.AddSeconds(1))).DefaultIfEmpty().Max();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.End();
        Directory.Delete(_options.Folder, recursive: true);
    }

    private async Task Count(HttpContext context, RequestDelegate next)
    {
        var (key, at) = (context.Request.Headers["Idempotency-Key"].ToString(), new DateTimeOffset(long.Parse(context.Request.Headers[DeliveryChild.LeftAt]!, CultureInfo.InvariantCulture), TimeSpan.Zero));
        try
        {
            await next(context);
        }
        finally
        {
            // An answer that is lost is a call that broke off, after the letter was taken.
            Calls.Enqueue((key, at, context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode));
        }

        if (context.Response.StatusCode == StatusCodes.Status200OK)
        {
            Taken();
        }
    }
}
