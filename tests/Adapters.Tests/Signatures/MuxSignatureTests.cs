using System.Security.Cryptography;
using System.Text;
using Webinars.Adapters.Mux;

namespace Webinars.Adapters.Tests.Signatures;

public sealed class MuxSignatureTests(ITestOutputHelper output)
{
    private const string Secret = "a-webhook-secret";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_261_600);

    [Fact]
    public void One_genuine_signature_among_several_is_enough()
    {
        var good = Mac("{}", Now);
        Assert.True(IsGenuine(Message("{}", $"t={Now.ToUnixTimeSeconds()},v1={Mac("{ }", Now)},v1={good}")));
        Assert.True(IsGenuine(Message("{}", $"t={Now.ToUnixTimeSeconds()},v1={good},v0=abc")));
        Assert.False(IsGenuine(Message("{}", $"t={Now.ToUnixTimeSeconds()},v1={Mac("{ }", Now)},v0={good}")));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void A_message_is_good_for_five_minutes_both_ways(int seconds, bool genuine) => Assert.Equal(genuine, IsGenuine(Signed("{}", Now.AddSeconds(seconds))));

    [Fact]
    public void No_mutation_is_genuine_and_each_unharmed_twin_is()
    {
        var tried = 0;
        foreach (var body in new[] { """{"type":"video.live_stream.active","data":{"id":"abc"}}""", "{}", "" })
        {
            var good = Signed(body, Now);
            Assert.True(IsGenuine(good));
            foreach (var bad in good.Mutations())
            {
                Assert.False(IsGenuine(bad), $"{bad.Header("Mux-Signature")} {Encoding.UTF8.GetString(bad.Body)}");
                tried++;
            }
        }

        output.WriteLine($"{tried} mutations, 0 accepted");
        Assert.True(tried >= 1_000);
    }

    private static bool IsGenuine(SignedMessage message) => MuxSignature.IsGenuine(message.Body, message.Header("Mux-Signature"), Secret, Now);

    private static SignedMessage Signed(string body, DateTimeOffset at) => Message(body, $"t={at.ToUnixTimeSeconds()},v1={Mac(body, at)}");

    private static SignedMessage Message(string body, string signature) => new(Encoding.UTF8.GetBytes(body), new Dictionary<string, string> { ["Mux-Signature"] = signature });

    private static string Mac(string body, DateTimeOffset at) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{at.ToUnixTimeSeconds()}.{body}")));
}
