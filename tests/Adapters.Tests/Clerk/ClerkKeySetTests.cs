using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Clerk;

namespace Webinars.Adapters.Tests.Clerk;

/// <summary>How often Clerk is asked for its keys, by a clock that is moved.</summary>
public sealed class ClerkKeySetTests : HttpMessageHandler, IHttpClientFactory
{
    private static readonly string Modulus = Base64Url.EncodeToString(RSA.Create(2048).ExportParameters(includePrivateParameters: false).Modulus);
    private readonly FakeTimeProvider _time = new();
    private readonly ClerkKeySet _keys;
    private readonly List<string> _asked = [];
    private Func<Task<HttpResponseMessage>> _answer = () => Task.FromResult(Says("a"));

    public ClerkKeySetTests() =>
        _keys = new ClerkKeySet(this, Options.Create(new ClerkOptions { Issuer = "https://clerk.example.com/" }), _time, NullLogger<ClerkKeySet>.Instance);

    [Fact]
    public async Task A_new_key_is_known_with_its_first_token_once_a_minute_is_over()
    {
        await _keys.Learn("a", default);
        Assert.NotNull(_keys.Known("a"));
        _answer = () => Task.FromResult(Says("a", "b"));
        await _keys.Learn("b", default);
        Assert.Null(_keys.Known("b"));
        _time.Advance(TimeSpan.FromMinutes(1));
        await _keys.Learn("b", default);
        Assert.NotNull(_keys.Known("b"));
        Assert.Equal(["https://clerk.example.com/.well-known/jwks.json", "https://clerk.example.com/.well-known/jwks.json"], _asked);
    }

    [Fact]
    public async Task An_hour_of_made_up_keys_asks_once_a_minute()
    {
        for (var second = 0; second < 3600; second++)
        {
            await _keys.Learn($"x{second}", default);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(60, _asked.Count);
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_good_for_five_minutes_at_most()
    {
        await _keys.Learn("a", default);
        _answer = () => Task.FromResult(Says("b"));
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await _keys.Learn("a", default);
        Assert.Single(_asked);
        _time.Advance(TimeSpan.FromTicks(1));
        await _keys.Learn("a", default);
        await Until(() => _keys.Known("a") is null);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("no route")]
    [InlineData("no answer")]
    [InlineData("no JSON")]
    [InlineData("no keys")]
    public async Task Without_an_answer_known_keys_stay_good_and_where_there_are_none_it_says_busy(string why)
    {
        var good = _answer;
        Func<Task<HttpResponseMessage>> bad = () => why switch
        {
            "500" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError)),
            "no route" => throw new HttpRequestException("no route"),
            "no answer" => throw new TaskCanceledException(),
            "no keys" => Task.FromResult(Says()),
            _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>") }),
        };
        _answer = bad;
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(("busy", TimeSpan.FromSeconds(5)), await Assert.ThrowsAsync<RefusedException>(() => _keys.Learn("a", default)) is { Refusal: var refusal } ? (refusal.Code, refusal.RetryAfter!.Value) : default);
        }

        Assert.Single(_asked);
        _answer = good;
        _time.Advance(TimeSpan.FromSeconds(5));
        await _keys.Learn("a", default);
        Assert.Equal(2, _asked.Count);

        _answer = bad;
        _time.Advance(TimeSpan.FromMinutes(6));
        for (var i = 0; i < 10; i++)
        {
            await _keys.Learn("a", default);
            await _keys.Learn($"x{i}", default);
            Assert.NotNull(_keys.Known("a"));
        }

        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public async Task While_Clerk_is_being_asked_those_whose_key_is_known_do_not_wait_and_nobody_asks_again()
    {
        await _keys.Learn("a", default);
        _time.Advance(TimeSpan.FromMinutes(6));
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _answer = () => answer.Task;
        await _keys.Learn("a", default);
        var unknown = Enumerable.Range(0, 5).Select(_ => _keys.Learn("b", default)).ToList();
        await _keys.Learn("a", default);
        Assert.All(unknown, one => Assert.False(one.IsCompleted));

        using var given = new CancellationTokenSource();
        var impatient = _keys.Learn("c", given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        answer.SetResult(Says("a", "b"));
        await Task.WhenAll(unknown);
        Assert.NotNull(_keys.Known("b"));
        Assert.Equal(2, _asked.Count);
    }

    HttpClient IHttpClientFactory.CreateClient(string name) => new(this, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _asked.Add(request.RequestUri!.ToString());
        return _answer();
    }

    private static HttpResponseMessage Says(params string[] ids)
    {
        var keys = ids.Select(id => new { use = "sig", kty = "RSA", kid = id, alg = "RS256", n = Modulus, e = "AQAB" });
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(new { keys }), Encoding.UTF8, "application/json") };
    }

    private static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
