namespace Webinars.Web.Tests;

public sealed class SettingsTests
{
    [Fact]
    public async Task Production_without_keys_does_not_start_and_names_what_is_missing()
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Mux__TokenSecret"] = "SENTINEL-SECRET" });
        Assert.NotEqual(0, exitCode);
        foreach (var name in new[] { "Clerk:SecretKey", "Clerk:WebhookSecret", "Clerk:PublishableKey", "Clerk:Issuer", "Mux:TokenId", "Mux:SigningKey", "Mux:WebhookSecret" })
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
        });
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Clerk:Issuer points at a sandbox", output, StringComparison.Ordinal);
        Assert.Contains("Mux:BaseUrl points at a sandbox", output, StringComparison.Ordinal);
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
        var (exitCode, output) = await WebinarsApp.Run(new() { ["Clerk__WebhookSecret"] = "SENTINEL-SECRET" }, "check-config");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Clerk:WebhookSecret must be", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL-SECRET", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mux__Client", "Carrier pigeon", "Mux:Client must be Rest or Sdk")]
#if !VENDOR_SDKS
    [InlineData("Mux__Client", "Sdk", "Mux:Client asks for the vendor's package, which this build does not hold")]
    [InlineData("Knock__Client", "sdk", "Knock:Client asks for the vendor's package, which this build does not hold")]
#endif
    public async Task A_client_that_is_not_there_is_said_in_one_line(string name, string value, string line)
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { [name] = value }, "check-config");
        Assert.NotEqual(0, exitCode);
        Assert.Contains(line, Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rest")]
    [InlineData("rest")]
#if VENDOR_SDKS
    [InlineData("Sdk")]
#endif
    public async Task A_client_that_is_there_is_taken(string client)
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { ["Mux__Client"] = client, ["Clerk__Client"] = client }, "check-config");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task The_configuration_can_be_checked_without_starting()
    {
        var (exitCode, output) = await WebinarsApp.Run([], "check-config");
        Assert.Equal(0, exitCode);
        Assert.Contains("complete", output, StringComparison.Ordinal);
    }
}
