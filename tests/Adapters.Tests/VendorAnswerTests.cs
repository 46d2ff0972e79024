using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Mux;
using Webinars.Adapters.Resend;
using Webinars.Adapters.Tests.Mux;
using Webinars.Mail;
using Webinars.Streaming;

namespace Webinars.Adapters.Tests;

/// <summary>Answers, on a real socket, with which a vendor or who stands before it could harm us.</summary>
public sealed class VendorAnswerTests : IAsyncLifetime
{
    private static readonly Email Letter = new() { To = "ada@example.com", Subject = "SENTINEL", Html = "SENTINEL", Text = "SENTINEL" };
    private readonly CancellationTokenSource _over = new();
    private int _strays;
    private RequestDelegate _answer = _ => Task.CompletedTask;
    private WebApplication _vendor = null!;
    private ServiceProvider _services = null!;

    private IVideoService Video => _services.GetRequiredService<IVideoService>();

    private IEmailService Mail => _services.GetRequiredService<IEmailService>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _vendor = builder.Build();
        _vendor.Run(context =>
        {
            if (!context.Request.Path.StartsWithSegments("/elsewhere"))
            {
                return _answer(context);
            }

            Interlocked.Increment(ref _strays);
            return context.Response.WriteAsync(MuxAdapter.Stream);
        });
        await _vendor.StartAsync();
        using var key = RSA.Create(2048);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mux:TokenId"] = "id", ["Mux:TokenSecret"] = "secret", ["Mux:WebhookSecret"] = "secret", ["Mux:SigningKeyId"] = "kid", ["Mux:BaseUrl"] = _vendor.Urls.Single(),
            ["Mux:SigningKey"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(key.ExportRSAPrivateKeyPem())),
            ["Resend:ApiKey"] = "re_1", ["Resend:WebhookSecret"] = "whsec_AAAA", ["Resend:From"] = "events@example.com", ["Resend:BaseUrl"] = _vendor.Urls.Single(),
            ["Resend:RequestsPerSecond"] = "1000", ["Mux:CallsPerSecond"] = "1000",
        }).Build());
        services.AddSingleton(TimeProvider.System).AddLogging().AddMux().AddResend();
        services.ConfigureAll<HttpStandardResilienceOptions>(resilience =>
        {
            resilience.Retry.Delay = TimeSpan.Zero;
            resilience.Retry.MaxRetryAttempts = 1;
            resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(2);
        });
        _services = services.BuildServiceProvider();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Nothing_is_sent_where_an_answer_points_to(int status)
    {
        _answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        Assert.Equal(new VendorFailure.Rejected(status), await Failure(() => Mail.Send(Letter, "1", Cancellation)));
        Assert.Equal(new VendorFailure.Rejected(status), await Failure(() => Video.Get("LS1", Cancellation)));
        Assert.Equal(new VendorFailure.Rejected(status), await Failure(() => Video.Reopen("LS1", Cancellation)));
        Assert.Equal(0, _strays);
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_is_none()
    {
        _answer = async context =>
        {
            await context.Response.WriteAsync("{", _over.Token);
            await context.Response.Body.FlushAsync(_over.Token);
            await Task.Delay(Timeout.Infinite, _over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        Assert.Equal(new VendorFailure.Transient(), await Failure(() => Video.Get("LS1", Cancellation)).WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
        Assert.Equal(new VendorFailure.Transient(), await Failure(() => Mail.Send(Letter, "1", Cancellation)).WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
    }

    [Fact]
    public async Task An_answer_without_end_is_none()
    {
        long sent = 0;
        _answer = async context =>
        {
            var piece = new byte[1024 * 1024];
            while (Interlocked.Add(ref sent, piece.Length) < 256L * 1024 * 1024)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);

                // Into a connection that was closed one can go on writing, until the word has come round.
                await Task.Delay(5, context.RequestAborted);
            }
        };
        Assert.Equal(new VendorFailure.Transient(), await Failure(() => Video.Get("LS1", Cancellation)));
        Assert.True(Interlocked.Read(ref sent) < 128L * 1024 * 1024, "It was read to its end.");
    }

    [Theory]
    [InlineData("2000000000")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_vendor_that_wants_us_to_wait_for_years_is_asked_again_after_an_hour(string retryAfter)
    {
        var clock = new FakeTimeProvider();
        using var mux = new MuxAdapter(clock);
        mux.Answer = _ =>
        {
            var answer = MuxAdapter.Says(HttpStatusCode.TooManyRequests);
            answer.Headers.Date = DateTimeOffset.UtcNow;
            answer.Headers.Add("Retry-After", retryAfter);
            return answer;
        };
        Assert.Equal(new VendorFailure.RateLimited(TimeSpan.FromHours(1)), await Failure(() => mux.Video.Reopen("LS1", Cancellation)));
        mux.Answer = _ => MuxAdapter.Says(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromHours(1));
        await mux.Video.Reopen("LS1", Cancellation);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    [InlineData("Fri, 31 Dec 1999 23:59:59 GMT")]
    public async Task What_says_no_time_means_a_second(string retryAfter)
    {
        using var answer = MuxAdapter.Says(HttpStatusCode.TooManyRequests);
        answer.Headers.Date = DateTimeOffset.UtcNow;
        answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        using var mux = new MuxAdapter(new FakeTimeProvider(), ("Mux:LongestWait", "00:00:00"));
        mux.Answer = _ => answer;
        Assert.Equal(new VendorFailure.RateLimited(TimeSpan.FromSeconds(1)), await Failure(() => mux.Video.Reopen("LS1", Cancellation)));
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _services.DisposeAsync();
        await _vendor.DisposeAsync();
        _over.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<VendorFailure> Failure(Func<Task> call) => (await Assert.ThrowsAsync<VendorException>(call)).Failure;
}
