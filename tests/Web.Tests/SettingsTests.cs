namespace Webinars.Web.Tests;

public sealed class SettingsTests
{
    [Fact]
    public async Task Production_without_keys_does_not_start_and_names_what_is_missing()
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Mux__TokenSecret"] = "SENTINEL-SECRET" });
        Assert.NotEqual(0, exitCode);
        foreach (var name in new[] { "Clerk:SecretKey", "Clerk:WebhookSecret", "Clerk:PublishableKey", "Clerk:Issuer", "Mux:TokenId", "Mux:SigningKey", "Mux:WebhookSecret", "Resend:ApiKey", "Resend:WebhookSecret", "Resend:From", "Knock:ApiKey", "Knock:PublicKey", "Knock:SigningKey", "Knock:FeedChannelId", "Knock:WebhookSecret" })
        {
            Assert.Contains(name, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Mux:TokenSecret", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL-SECRET", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_does_not_take_a_sandbox()
    {
        var (exitCode, output) = await WebinarsApp.Run(new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Clerk__Issuer"] = "http://localhost:5090/sandbox/clerk",
            ["Mux__BaseUrl"] = "http://127.0.0.1:5090/sandbox/mux",
            ["Resend__BaseUrl"] = "http://resend.example",
            ["Knock__BaseUrl"] = "http://localhost:5090",
        });
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Clerk:Issuer points at a sandbox", output, StringComparison.Ordinal);
        Assert.Contains("Mux:BaseUrl points at a sandbox", output, StringComparison.Ordinal);
        Assert.Contains("Resend:BaseUrl points at a sandbox", output, StringComparison.Ordinal);
        Assert.Contains("Knock:BaseUrl points at a sandbox", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_nodes_cannot_share_a_file()
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { ["ConnectionStrings__Redis"] = "localhost:6379" });
        Assert.NotEqual(0, exitCode);
        Assert.Contains("ConnectionStrings:Redis", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_says_so_and_stops()
    {
        await using var app = new WebinarsApp();
        await app.Start();
        var (exitCode, output) = await WebinarsApp.Run(new() { ["Store__Path"] = Path.Combine(app.Folder, "data") });
        Assert.NotEqual(0, exitCode);
        Assert.Contains("webinars.db", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_out_of_range_is_named()
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { ["Limits__ChatPerTenSeconds"] = "-1" });
        Assert.NotEqual(0, exitCode);
        Assert.Contains("ChatPerTenSeconds", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_secret_with_which_nothing_could_be_verified_is_named_but_not_shown()
    {
        var (exitCode, output) = await WebinarsApp.Run(
            new() { ["Clerk__WebhookSecret"] = "SENTINEL-SECRET", ["Resend__WebhookSecret"] = "whsec_SENTINEL-SECRET", ["Resend__From"] = "SENTINEL-SECRET" }, "check-config");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Clerk:WebhookSecret must be", output, StringComparison.Ordinal);
        Assert.Contains("Resend:WebhookSecret must be", output, StringComparison.Ordinal);
        Assert.Contains("Resend:From must be", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL-SECRET", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_in_each_others_place_an_id_that_is_none_and_a_path_are_named_but_not_shown()
    {
        var (exitCode, output) = await WebinarsApp.Run(
            new()
            {
                ["Knock__ApiKey"] = "pk_SENTINEL", ["Knock__PublicKey"] = "sk_SENTINEL", ["Knock__SigningKey"] = "SENTINEL", ["Knock__FeedChannelId"] = "SENTINEL",
                ["Knock__WebhookSecret"] = "SENTINEL", ["Knock__BaseUrl"] = "https://api.knock.app/v1",
            },
            "check-config");
        Assert.NotEqual(0, exitCode);
        foreach (var name in new[] { "ApiKey", "PublicKey", "SigningKey", "FeedChannelId", "BaseUrl" })
        {
            Assert.Contains($"Knock:{name} must be", output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("SENTINEL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_can_be_checked_without_starting()
    {
        var (exitCode, output) = await WebinarsApp.Run([], "check-config");
        Assert.Equal(0, exitCode);
        Assert.Contains("complete", output, StringComparison.Ordinal);
    }
}
