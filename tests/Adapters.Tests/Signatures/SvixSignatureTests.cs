using System.Security.Cryptography;
using System.Text;

namespace Webinars.Adapters.Tests.Signatures;

public sealed class SvixSignatureTests(ITestOutputHelper output)
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_261_600);

    /// <remarks>Signed by the npm package svix 1.99.1: <c>new Webhook(secret).sign(id, date, body)</c>.</remarks>
    [Theory]
    [InlineData("msg_2b1", """{"type":"user.updated","data":{"id":"user_1"}}""", "v1,IfONChtI8U3R4x4tQMN5U+VxLHCRDocqA7oSuTJPTz0=")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "", "v1,CpY2us5SSWbLh7v428Vpml3sD9QHBlaBKIlM88IQjg0=")]
    [InlineData("msg_3", "{\"name\":\"Zoë 👩‍👩‍👧\",\"note\":\"a.b v1, c\"}\n", "v1,0o/RQGiVrVDL7DWuOK6Ds6OqNoYh4bQUs+oL2HkfeQ4=")]
    public void What_the_vendors_own_library_signs_is_genuine(string id, string body, string signature)
    {
        Assert.Equal(id, Verify(Message(id, body, signature)));
        Assert.Null(Verify(Message(id + "x", body, signature)));
    }

    [Fact]
    public void The_unbranded_headers_mean_the_same()
    {
        var (id, at, signature) = ("msg_1", $"{Now.ToUnixTimeSeconds()}", Sign("msg_1", Now, "{}"));
        var message = new SignedMessage("{}"u8.ToArray(), new Dictionary<string, string> { ["webhook-id"] = id, ["webhook-timestamp"] = at, ["webhook-signature"] = signature });
        Assert.Equal(id, Verify(message));
        Assert.Null(Verify(message.With("webhook-signature", null).With("svix-signature", signature)));
    }

    [Fact]
    public void One_genuine_signature_among_several_is_enough()
    {
        var good = Sign("msg_1", Now, "{}");
        var other = Sign("msg_1", Now, "{ }");
        Assert.NotNull(Verify(Message("msg_1", "{}", $"{other} {good}")));
        Assert.NotNull(Verify(Message("msg_1", "{}", $"{good} v1a,{other[3..]}")));
        Assert.Null(Verify(Message("msg_1", "{}", $"{other} v1a,{good[3..]} v2,{good[3..]} {good[3..]}")));
        Assert.Null(Verify(Message("msg_1", "{}", "")));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void A_message_is_good_for_five_minutes_both_ways(int seconds, bool genuine) =>
        Assert.Equal(genuine, Verify(Signed("msg_1", "{}", Now.AddSeconds(seconds))) is not null);

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_no base64!")]
    [InlineData("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")]
    public void Without_a_secret_nothing_is_genuine(string secret)
    {
        Assert.False(SvixSignature.IsSecret(secret));
        var message = Signed("msg_1", "{}", Now);
        Assert.Null(SvixSignature.Verify(message.Body, message.Header, secret, Now));
        Assert.True(SvixSignature.IsSecret(Secret));
    }

    [Fact]
    public void No_mutation_is_genuine_and_each_unharmed_twin_is()
    {
        var tried = 0;
        foreach (var body in new[] { """{"type":"user.updated","data":{"id":"user_1"}}""", "{}", "" })
        {
            var good = Signed("msg_2b1", body, Now);
            Assert.NotNull(Verify(good));
            foreach (var bad in good.Mutations())
            {
                Assert.True(Verify(bad) is null, $"{string.Join(' ', bad.Headers)} {Encoding.UTF8.GetString(bad.Body)}");
                tried++;
            }
        }

        output.WriteLine($"{tried} mutations, 0 accepted");
        Assert.True(tried >= 1_000);
    }

    private static string? Verify(SignedMessage message) => SvixSignature.Verify(message.Body, message.Header, Secret, Now);

    private static SignedMessage Signed(string id, string body, DateTimeOffset at) => Message(id, body, Sign(id, at, body), at);

    private static SignedMessage Message(string id, string body, string signature, DateTimeOffset? at = null) => new(
        Encoding.UTF8.GetBytes(body),
        new Dictionary<string, string> { ["svix-id"] = id, ["svix-timestamp"] = $"{(at ?? Now).ToUnixTimeSeconds()}", ["svix-signature"] = signature });

    private static string Sign(string id, DateTimeOffset at, string body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{at.ToUnixTimeSeconds()}.{body}")));
}
