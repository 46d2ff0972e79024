using System.Security.Cryptography;
using System.Text;
using Webinars.Adapters.Knock;

namespace Webinars.Adapters.Tests.Signatures;

public sealed class KnockSignatureTests(ITestOutputHelper output)
{
    private const string Secret = "a-webhook-secret";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_767_261_600_123);

    [Theory]
    [InlineData(-300_000, true)]
    [InlineData(300_000, true)]
    [InlineData(-300_001, false)]
    [InlineData(300_001, false)]
    public void A_message_is_good_for_five_minutes_both_ways(int milliseconds, bool genuine) => Assert.Equal(genuine, IsGenuine(Signed("{}", Now.AddMilliseconds(milliseconds))));

    [Fact]
    public void What_is_signed_in_seconds_in_hex_or_with_another_secret_is_not_genuine()
    {
        var (at, mac) = (Now.ToUnixTimeMilliseconds(), Mac("{}", $"{Now.ToUnixTimeMilliseconds()}", Secret));
        Assert.True(IsGenuine(Message("{}", $"t={at},s={Convert.ToBase64String(mac)}")));
        Assert.False(IsGenuine(Message("{}", $"t={at},s={Convert.ToHexStringLower(mac)}")));
        Assert.False(IsGenuine(Message("{}", $"t={at},s={Convert.ToBase64String(Mac("{}", $"{at}", Secret + "x"))}")));
        Assert.False(IsGenuine(Message("{}", $"t={at / 1000},s={Convert.ToBase64String(Mac("{}", $"{at / 1000}", Secret))}")));
        Assert.False(IsGenuine(Message("{}", $"s={Convert.ToBase64String(mac)},t={at}")));
        Assert.False(IsGenuine(new SignedMessage("{}"u8.ToArray(), new Dictionary<string, string>())));
    }

    [Fact]
    public void No_mutation_is_genuine_and_each_unharmed_twin_is()
    {
        var tried = 0;
        foreach (var body in new[] { """{"type":"message.seen","data":{"id":"1rjI7XBo9BWrH3dE8mPlGFYc0dT"}}""", "{}", "" })
        {
            var good = Signed(body, Now);
            Assert.True(IsGenuine(good));
            foreach (var bad in good.Mutations())
            {
                Assert.False(IsGenuine(bad), $"{bad.Header("x-knock-signature")} {Encoding.UTF8.GetString(bad.Body)}");
                tried++;
            }
        }

        output.WriteLine($"{tried} mutations, 0 accepted");
        Assert.True(tried >= 1_000);
    }

    private static bool IsGenuine(SignedMessage message) => KnockSignature.IsGenuine(message.Body, message.Header("x-knock-signature"), Secret, Now);

    private static SignedMessage Signed(string body, DateTimeOffset at) =>
        Message(body, $"t={at.ToUnixTimeMilliseconds()},s={Convert.ToBase64String(Mac(body, $"{at.ToUnixTimeMilliseconds()}", Secret))}");

    private static SignedMessage Message(string body, string signature) => new(Encoding.UTF8.GetBytes(body), new Dictionary<string, string> { ["x-knock-signature"] = signature });

    private static byte[] Mac(string body, string at, string secret) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{body}"));
}
