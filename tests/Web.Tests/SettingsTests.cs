using System.Security.Cryptography;
using System.Text;

namespace Webinars.Web.Tests;

public sealed class SettingsTests
{
    private static readonly string SigningKey = NewKey();

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
    public async Task A_Redis_that_cannot_be_read_is_one_line_without_its_password()
    {
        var (exitCode, output) = await WebinarsApp.Run(new()
        {
            ["Store__Kind"] = "Postgres", ["ConnectionStrings__Postgres"] = "Host=localhost;Port=1", ["ConnectionStrings__Redis"] = "localhost:6379,password=SENTINEL-SECRET,nonsense=1",
        });
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The setting ConnectionStrings:Redis must be host:port", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL-SECRET", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_epochs_where_no_store_is_are_refused_in_one_line()
    {
        var nowhere = Directory.CreateTempSubdirectory("webinars-").FullName;
        var (exitCode, output) = await WebinarsApp.Run(new() { ["Store__Path"] = nowhere }, "new-epoch");
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"There is no webinars.db in {nowhere}: the setting Store:Path", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(nowhere, "webinars.db")));
        Directory.Delete(nowhere, recursive: true);
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

    [Theory]
    [InlineData("Sandbox__RtmpPort", "everywhere", "The setting Sandbox:RtmpPort must be")]
    [InlineData("Sandbox__RtmpPort", "70000", "The setting Sandbox:RtmpPort must be")]
    [InlineData("Sandbox__RtmpAddress", "here", "The setting Sandbox:RtmpAddress must be")]
    public async Task A_senseless_setting_of_the_sandbox_is_one_line(string name, string value, string said)
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { [name] = value });
        Assert.NotEqual(0, exitCode);
        Assert.StartsWith(said, Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
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
    public async Task A_complete_configuration_of_Production_has_no_problem()
    {
        var (exitCode, output) = await WebinarsApp.Run(Production(), "check-config");
        Assert.Equal((0, "The configuration is complete."), (exitCode, output.Trim()));
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_in_a_line_of_its_own_and_none_is_shown()
    {
        var wrong = new Dictionary<string, (string Value, string Line)>
        {
            ["Clerk__PublishableKey"] = ("pk_live_SENTINEL", "The setting Clerk:PublishableKey must be pk_live_ or pk_test_ and the base64 of a host, as the dashboard shows it."),
            ["Clerk__SecretKey"] = ("SENTINEL", "The setting Clerk:SecretKey must begin with sk_live_ or sk_test_."),
            ["Clerk__WebhookSecret"] = ("whsec_SENTINEL!", "The setting Clerk:WebhookSecret must be whsec_ and base64, as the dashboard shows it."),
            ["Clerk__Issuer"] = ("SENTINEL", "The setting Clerk:Issuer must be an address such as https://example.com."),
            ["Mux__TokenId"] = (" ", "The setting Mux:TokenId is missing."),
            ["Mux__SigningKey"] = ("SENTINEL", "The setting Mux:SigningKey must be the base64 of an RSA private key in PEM, as Mux gives it."),
            ["Mux__SlateUrl"] = ("SENTINEL", "The setting Mux:SlateUrl must be an address such as https://example.com."),
            ["Mux__IngestUrl"] = ("https://SENTINEL", "The setting Mux:IngestUrl must begin with rtmps://, rtmp:// or srt://."),
            ["Mux__LatencyMode"] = ("SENTINEL", "The setting Mux:LatencyMode must be one of low, reduced, standard."),
            ["Mux__CaptionsLanguage"] = ("SENTINEL", "The setting Mux:CaptionsLanguage must be one of en, en-US, es, fr, de, pt, it."),
            ["Mux__PostsPerSecond"] = ("SENTINEL", "The setting Mux:PostsPerSecond must be a number such as 1.5."),
            ["Mux__CallsPerSecond"] = ("0", "The setting Mux:CallsPerSecond must be between 0.1 and 1000."),
            ["Mux__LongestWait"] = ("00:00:09", "The setting Mux:LongestWait must be between 00:00:00 and 00:00:08."),
            ["Limits__ChatPerTenSeconds"] = ("SENTINEL", "The setting Limits:ChatPerTenSeconds must be a whole number."),
            ["Load__ReadOnly"] = ("101", "The setting Load:ReadOnly must be between 0 and 100."),
            ["Store__WriteLimit"] = ("SENTINEL", "The setting Store:WriteLimit must be a time such as 00:00:05."),
            ["Store__Kind"] = ("SENTINEL", "The setting Store:Kind must be LiteDb or Postgres."),
            ["Web__PublicUrl"] = ("https://example.com/SENTINEL", "The setting Web:PublicUrl must be an origin such as https://webinars.example.com."),
            ["Mux__TokenID2"] = ("SENTINEL", "The setting Mux:TokenID2 is not known. Is it Mux:TokenId?"),
            ["Limits__ChatPerTenSecond"] = ("SENTINEL", "The setting Limits:ChatPerTenSecond is not known. Is it Limits:ChatPerTenSeconds?"),
        };
        var settings = Production();
        foreach (var (name, (value, _)) in wrong)
        {
            settings[name] = value;
        }

        var (exitCode, output) = await WebinarsApp.Run(settings, "check-config");
        Assert.Equal(1, exitCode);
        Assert.Equal(wrong.Values.Select(one => one.Line).Order(), output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order());
        Assert.DoesNotContain("SENTINEL", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Clerk__Issuer", "https://other.example.com", "The settings Clerk:PublishableKey and Clerk:Issuer are not of the same instance: the key names another host.")]
    [InlineData("Clerk__Issuer", "https://webinars.example.com/__clerk", null)]
    [InlineData("Clerk__PublishableKey", "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k", "The settings Clerk:PublishableKey and Clerk:SecretKey are not of the same instance: one is of a test, the other is not.")]
    [InlineData("Clerk__Issuer", "http://clerk.example.com", "The setting Clerk:Issuer points at a sandbox or at plain http, which Production does not take.")]
    public async Task Keys_of_one_instance_belong_together(string name, string value, string? problem)
    {
        var settings = Production();
        settings[name] = value;
        var (exitCode, output) = await WebinarsApp.Run(settings, "check-config");
        Assert.Equal((problem is null ? 0 : 1, problem ?? "The configuration is complete."), (exitCode, output.Trim()));
    }

    [Fact]
    public async Task A_development_instance_is_none_for_Production()
    {
        var settings = Production();
        settings["Clerk__PublishableKey"] = "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k";
        settings["Clerk__SecretKey"] = "sk_test_SENTINEL";
        var (exitCode, output) = await WebinarsApp.Run(settings, "check-config");
        Assert.Equal((1, "The setting Clerk:SecretKey is of a development instance, which Production does not take."), (exitCode, output.Trim()));
        settings["ASPNETCORE_ENVIRONMENT"] = "Staging";
        Assert.Equal(0, (await WebinarsApp.Run(settings, "check-config")).ExitCode);
    }

    [Fact]
    public async Task The_configuration_can_be_checked_without_starting()
    {
        var (exitCode, output) = await WebinarsApp.Run([], "check-config");
        Assert.Equal(0, exitCode);
        Assert.Contains("complete", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sandbox__RtmpPort", "SENTINEL", "Sandbox:RtmpPort must be a port")]
    [InlineData("Sandbox__RtmpAddress", "SENTINEL", "Sandbox:RtmpAddress must be an IP address")]
    public async Task A_setting_of_the_sandbox_that_makes_no_sense_is_said_in_one_line(string name, string value, string line)
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { [name] = value }, "check-config");
        Assert.Equal(1, exitCode);
        Assert.Contains(line, Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
    }

    /// <summary>All that a deployment needs.</summary>
    internal static Dictionary<string, string?> Production() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Web__PublicUrl"] = "https://webinars.example.com",
        ["Clerk__PublishableKey"] = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k",
        ["Clerk__SecretKey"] = "sk_live_1",
        ["Clerk__WebhookSecret"] = "whsec_" + Convert.ToBase64String(new byte[24]),
        ["Clerk__Issuer"] = "https://clerk.example.com",
        ["Mux__TokenId"] = "1",
        ["Mux__TokenSecret"] = "1",
        ["Mux__WebhookSecret"] = "1",
        ["Mux__SigningKeyId"] = "1",
        ["Mux__SigningKey"] = SigningKey,
        ["Resend__ApiKey"] = "re_1",
        ["Resend__WebhookSecret"] = "whsec_" + Convert.ToBase64String(new byte[24]),
        ["Resend__From"] = "Webinars <events@example.com>",
        ["Knock__ApiKey"] = "sk_1",
        ["Knock__PublicKey"] = "pk_1",
        ["Knock__SigningKey"] = SigningKey,
        ["Knock__FeedChannelId"] = "0191f0a8-0000-7000-8000-00000000000a",
        ["Knock__WebhookSecret"] = "1",
    };

    private static string NewKey()
    {
        using var key = RSA.Create(2048);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(key.ExportRSAPrivateKeyPem()));
    }
}
