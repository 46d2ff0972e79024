using Webinars.Mail;

namespace Webinars.Core.Tests;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData("  Ada.Lovelace+Live@Example.COM ", "ada.lovelace+live@example.com")]
    [InlineData("ada@bücher.example", "ada@xn--bcher-kva.example")]
    [InlineData("ada@例え.テスト", "ada@xn--r8jz45g.xn--zckzah")]
    [InlineData("o'neil_{x}@a.b-c.co", "o'neil_{x}@a.b-c.co")]
    public void An_address_has_one_spelling(string text, string one)
    {
        Assert.Equal(one, EmailAddress.Read(text));
        Assert.Equal(one, EmailAddress.Read(one));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("ada@localhost")]
    [InlineData("ada@127.0.0.1")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData("a@b@c.example")]
    [InlineData("ada lovelace@example.com")]
    [InlineData(".ada@example.com")]
    [InlineData("ada..x@example.com")]
    [InlineData("\"ada\"@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("ada@example.com\r\nBcc: x@example.com")]
    [InlineData("ada@exa_mple.com")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@example..com")]
    [InlineData("ada@example.com,eve@example.com")]
    [InlineData("adä@example.com")]
    public void What_no_letter_can_be_sent_to_is_none(string? text) => Assert.Null(EmailAddress.Read(text));

    [Fact]
    public void It_is_no_longer_than_mail_allows()
    {
        Assert.NotNull(EmailAddress.Read($"{new string('a', 64)}@example.com"));
        Assert.Null(EmailAddress.Read($"{new string('a', 65)}@example.com"));
        Assert.Null(EmailAddress.Read($"ada@{string.Join('.', Enumerable.Repeat(new string('a', 60), 5))}.com"));
        Assert.Null(EmailAddress.Read(new string('a', 1_000_000) + "@example.com"));
    }
}
