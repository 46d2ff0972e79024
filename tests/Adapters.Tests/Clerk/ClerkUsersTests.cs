using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Webinars.Adapters.Clerk;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.People;

namespace Webinars.Adapters.Tests.Clerk;

/// <summary>The directory as the product puts it together, before a Clerk that answers as told.</summary>
public sealed class ClerkUsersTests : HttpMessageHandler
{
    private readonly IUserDirectory _users;
    private readonly List<HttpRequestMessage> _asked = [];
    private Func<HttpResponseMessage> _answer = () => Says(HttpStatusCode.OK, """{"id":"user_1","first_name":"Ada","last_name":"Lovelace","updated_at":1767261600000}""");

    public ClerkUsersTests()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clerk:PublishableKey"] = "pk_test_x", ["Clerk:SecretKey"] = "sk_test_SENTINEL", ["Clerk:WebhookSecret"] = "whsec_AAAA", ["Clerk:Issuer"] = "https://clerk.example.com",
        }).Build());
        services.AddClerk();
        services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => this));
        services.ConfigureAll<HttpStandardResilienceOptions>(resilience => resilience.Retry.Delay = TimeSpan.Zero);
        _users = services.BuildServiceProvider().GetRequiredService<IUserDirectory>();
    }

    [Fact]
    public async Task A_user_is_asked_for_as_the_official_client_does()
    {
        Assert.Equal("Ada Lovelace", (await _users.Find("user_1", default))!.DisplayName);
        var asked = Assert.Single(_asked);
        Assert.Equal("https://api.clerk.com/v1/users/user_1", asked.RequestUri!.ToString());
        Assert.Equal("Bearer sk_test_SENTINEL", asked.Headers.Authorization!.ToString());
        Assert.Equal(MuxContract.RecordedHeader("clerk-csharp.txt", "Clerk-API-Version"), Assert.Single(asked.Headers.GetValues("Clerk-API-Version")));
        await _users.Find("a/b?c", default);
        Assert.Equal("/v1/users/a%2Fb%3Fc", _asked[^1].RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task Whom_it_does_not_know_is_nobody()
    {
        _answer = () => Says(HttpStatusCode.NotFound, """{"errors":[{"message":"not found","code":"resource_not_found"}]}""");
        Assert.Null(await _users.Find("user_1", default));
    }

    [Fact]
    public async Task Asked_too_often_it_says_for_how_long_and_is_not_asked_again()
    {
        _answer = () =>
        {
            var answer = Says(HttpStatusCode.TooManyRequests);
            answer.Headers.Add("Retry-After", "7");
            return answer;
        };
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _users.Find("user_1", default));
        Assert.Equal(("busy", TimeSpan.FromSeconds(7)), (refused.Refusal.Code, refused.Refusal.RetryAfter));
        Assert.Single(_asked);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task What_may_go_away_by_itself_is_tried_again_and_then_busy(int status)
    {
        _answer = () => status == 0 ? throw new HttpRequestException("no route") : Says((HttpStatusCode)status);
        Assert.Equal("busy", (await Assert.ThrowsAsync<RefusedException>(() => _users.Find("user_1", default))).Refusal.Code);
        Assert.InRange(_asked.Count, 2, 10);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(422)]
    public async Task What_is_our_fault_is_no_refusal_and_tells_nothing_of_the_key(int status)
    {
        _answer = () => Says((HttpStatusCode)status, """{"errors":[{"message":"sk_test_SENTINEL is wrong"}]}""");
        var error = await Assert.ThrowsAsync<VendorException>(() => _users.Find("user_1", default));
        Assert.Equal(new VendorFailure.Rejected(status), error.Failure);
        Assert.DoesNotContain("SENTINEL", error.ToString(), StringComparison.Ordinal);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task Who_gives_up_is_let_go()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _users.Find("user_1", given.Token));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _asked.Add(request);
        return Task.FromResult(_answer());
    }

    private static HttpResponseMessage Says(HttpStatusCode status, string body = "{}") => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
