using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.People;

namespace Webinars.Adapters.Tests.Clerk;

/// <summary>Who somebody is, asked of the identity provider.</summary>
public class ClerkDirectoryTests
{
    /// <summary>The setting <c>Clerk:Client</c>.</summary>
    protected virtual string Client => "Rest";

    [Fact]
    public async Task Somebody_of_the_sandbox_is_found_and_nobody_is_not()
    {
        await using var sandbox = await ClerkApp.Start();
        using var made = await sandbox.Http.PostAsJsonAsync($"{sandbox.Options.Url}/sandbox/clerk/people", new { count = 1, prefix = "ada" });
        var person = (await made.Content.ReadFromJsonAsync<JsonElement>())[0];
        var subject = await Subject(sandbox);
        using var clerk = new ClerkDirectory([("Clerk:Client", Client), .. sandbox.Settings.Select(setting => (setting.Key, setting.Value))]);
        var found = await clerk.Users.Find(subject, default);
        Assert.Equal((subject, person.Text("email")), (found!.Subject, found.Email));
        Assert.False(string.IsNullOrEmpty(found.Name));
        Assert.Null(await clerk.Users.Find("user_of_nobody", default));
    }

    [Fact]
    public async Task All_that_we_read_of_somebody_is_read()
    {
        using var clerk = Clerk();
        clerk.Answer = _ => ClerkDirectory.Says(HttpStatusCode.OK, Somebody("admin"));
        Assert.Equal(
            new DirectoryUser("user_1", "Ada Lovelace", "second@example.com", "https://img.example/ada", DateTimeOffset.FromUnixTimeMilliseconds(1700000000000)),
            await clerk.Users.Find("user_1", default));
    }

    [Fact]
    public async Task An_address_that_nobody_has_verified_is_nobodys()
    {
        using var clerk = Clerk();
        clerk.Answer = _ => ClerkDirectory.Says(HttpStatusCode.OK, Somebody("admin").Replace("\"verified\"", "\"unverified\"", StringComparison.Ordinal));
        Assert.Null((await clerk.Users.Find("user_1", default))!.Email);
    }

    [Fact]
    public async Task A_way_to_sign_in_that_nobody_knows_yet_hides_nobody()
    {
        using var clerk = Clerk();
        clerk.Answer = _ => ClerkDirectory.Says(HttpStatusCode.OK, Somebody("by_telepathy"));
        Assert.Equal("Ada Lovelace", (await clerk.Users.Find("user_1", default))!.Name);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Who_waits_for_a_vendor_that_cannot_answer_is_told_to_try_again(HttpStatusCode status)
    {
        using var clerk = Clerk();
        clerk.Answer = _ => ClerkDirectory.Refuses(status);
        Assert.Equal(Refusal.Busy.Code, (await Assert.ThrowsAsync<RefusedException>(() => clerk.Users.Find("user_1", default))).Refusal.Code);
        clerk.Answer = _ => throw new HttpRequestException("no route");
        Assert.Equal(Refusal.Busy.Code, (await Assert.ThrowsAsync<RefusedException>(() => clerk.Users.Find("user_1", default))).Refusal.Code);
    }

    [Fact]
    public async Task A_server_error_is_asked_over_four_times_and_no_more()
    {
        using var clerk = Clerk();
        clerk.Answer = _ => ClerkDirectory.Refuses(HttpStatusCode.ServiceUnavailable);
        await Assert.ThrowsAsync<RefusedException>(() => clerk.Users.Find("user_1", default));
        Assert.Equal(4, clerk.Calls.Count);
    }

    [Fact]
    public async Task Asked_too_often_it_says_for_how_long_and_is_not_asked_again()
    {
        using var clerk = Clerk();
        clerk.Answer = _ => ClerkDirectory.Refuses(HttpStatusCode.TooManyRequests, retryAfter: 7);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => clerk.Users.Find("user_1", default));
        Assert.Equal(("busy", TimeSpan.FromSeconds(7)), (refused.Refusal.Code, refused.Refusal.RetryAfter));
        Assert.Single(clerk.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_our_fault_is_no_refusal_and_its_text_holds_nothing_that_was_said(HttpStatusCode status)
    {
        using var clerk = Clerk();
        clerk.Answer = _ => ClerkDirectory.Refuses(status);
        var error = await Assert.ThrowsAsync<VendorException>(() => clerk.Users.Find("user_1", default));
        Assert.Equal(new VendorFailure.Rejected((int)status), error.Failure);
        Assert.DoesNotContain("SENTINEL", error.ToString(), StringComparison.Ordinal);
        Assert.Single(clerk.Calls);
    }

    [Fact]
    public async Task An_answer_that_is_none_is_not_repeated_in_an_exceptions_text()
    {
        using var clerk = Clerk();
        clerk.Answer = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<p>SENTINEL</p>", null, "text/html") };
        var refused = await Assert.ThrowsAsync<RefusedException>(() => clerk.Users.Find("user_1", default));
        Assert.Equal(Refusal.Busy.Code, refused.Refusal.Code);
        Assert.DoesNotContain("SENTINEL", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_asked_under_the_path_of_its_address_with_the_key_and_ids_stay_in_their_place()
    {
        using var clerk = Clerk();
        await clerk.Users.Find("a/b?c", default);
        var call = Assert.Single(clerk.Calls);
        Assert.Equal("/under/v1/users/a%2Fb%3Fc", call.Path);
        Assert.Equal("Bearer SENTINEL-SECRET", call.Headers["Authorization"]);
        Assert.Equal(Recording.Read("clerk-csharp")[0].Headers["Clerk-API-Version"], call.Headers["Clerk-API-Version"]);
    }

    [Fact]
    public async Task Who_has_given_up_already_asks_nothing()
    {
        using var clerk = Clerk();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => clerk.Users.Find("user_1", given.Token));
        Assert.Empty(clerk.Calls);
    }

    private ClerkDirectory Clerk() => new(("Clerk:Client", Client));

    /// <summary>The answer's required members, with two addresses of which the second is the primary one.</summary>
    private static string Somebody(string strategy) => $$$"""
        {"id":"user_1","object":"user","external_id":null,"primary_email_address_id":"idn_2","primary_phone_number_id":null,"primary_web3_wallet_id":null,"username":null,
         "first_name":"Ada","last_name":"Lovelace","locale":null,"image_url":"https://img.example/ada","has_image":true,"public_metadata":{},"private_metadata":{},"unsafe_metadata":{},
         "email_addresses":[
          {"id":"idn_1","object":"email_address","email_address":"first@example.com","reserved":false,"verification":null,"linked_to":[],"matches_sso_connection":false,"created_at":1,"updated_at":1},
          {"id":"idn_2","object":"email_address","email_address":"second@example.com","reserved":false,"linked_to":[],"matches_sso_connection":false,"created_at":1,"updated_at":1,
           "verification":{"object":"verification_admin","status":"verified","strategy":"{{{strategy}}}","attempts":null,"expire_at":null}}],
         "phone_numbers":[],"web3_wallets":[],"passkeys":[],"password_enabled":true,"two_factor_enabled":false,"totp_enabled":false,"backup_code_enabled":false,"mfa_enabled_at":null,
         "mfa_disabled_at":null,"external_accounts":[],"saml_accounts":[],"enterprise_accounts":[],"last_sign_in_at":null,"banned":false,"locked":false,"lockout_expires_in_seconds":null,
         "verification_attempts_remaining":100,"updated_at":1700000000000,"created_at":1600000000000,"delete_self_enabled":true,"create_organization_enabled":true,"last_active_at":null,
         "legal_accepted_at":null}
        """;

    private static async Task<string> Subject(ClerkApp sandbox)
    {
        using var backend = sandbox.Backend();
        return (await backend.GetFromJsonAsync<JsonElement>("users"))[0].Text("id");
    }
}
