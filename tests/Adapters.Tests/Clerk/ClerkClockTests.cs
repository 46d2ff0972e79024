using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Clerk;

namespace Webinars.Adapters.Tests.Clerk;

/// <summary>Whether a token is alive is asked of the clock that all nodes have alike, however wrong the machine's is.</summary>
public sealed class ClerkClockTests
{
    private static readonly DateTime Noon = new(2031, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(-30, 30, true)]
    [InlineData(4, 30, true)]
    [InlineData(-90, -4, true)]
    [InlineData(6, 30, false)]
    [InlineData(-90, -6, false)]
    public void A_token_is_alive_from_five_seconds_before_its_beginning_to_five_after_its_end(int from, int to, bool alive) =>
        Assert.Equal(alive, IsAlive(Noon.AddSeconds(from), Noon.AddSeconds(to)));

    [Fact]
    public void One_without_an_end_is_not_and_one_without_a_beginning_is() => Assert.Equal((false, true), (IsAlive(Noon.AddSeconds(-1), null), IsAlive(null, Noon.AddSeconds(1))));

    private static bool IsAlive(DateTime? from, DateTime? to)
    {
        var options = new JwtBearerOptions();
        new ClerkSessions(null!, Options.Create(new ClerkOptions { Issuer = "https://people.example" }), Options.Create(new AllowedOrigins()), new FakeTimeProvider(Noon)).PostConfigure(null, options);
        return options.TokenValidationParameters.LifetimeValidator(from, to, null, options.TokenValidationParameters);
    }
}
