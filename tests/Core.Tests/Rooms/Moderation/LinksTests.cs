using Webinars.Rooms.Moderation;

namespace Webinars.Core.Tests;

public class LinksTests
{
    [Theory]
    [InlineData("https://example.com")]
    [InlineData("see HTTP://EXAMPLE.COM/x.")]
    [InlineData("http://127.0.0.1:80")]
    [InlineData("(https://[::1]/)")]
    [InlineData("www.example.anything")]
    [InlineData("go to WWW.example.de now")]
    [InlineData("example.com")]
    [InlineData("example.com.")]
    [InlineData("My site: sub.example.co.uk, ok?")]
    [InlineData("example.photography/path")]
    [InlineData("example.net/path")]
    [InlineData("example.dev:8080")]
    [InlineData("bit.ly/3xyz")]
    [InlineData("bücher.de")]
    [InlineData("ｅｘａｍｐｌｅ．ｃｏｍ")]
    [InlineData("example.com?q=1")]
    [InlineData("t.co/a")]
    [InlineData("x\nexample.org\ny")]
    public void An_address_is_found(string text) => Assert.True(Links.AreIn(text));

    [Theory]
    [InlineData("Hello. How are you?")]
    [InlineData("Hello.How are you?")]
    [InlineData("ASP.NET and Node.js")]
    [InlineData("e.g. this, i.e. that")]
    [InlineData("version 1.2.3 at 10.30")]
    [InlineData("3.14/2")]
    [InlineData("and/or")]
    [InlineData("me@example.com")]
    [InlineData("first.last@mail.example.com")]
    [InlineData("Yes.me too")]
    [InlineData("Wait... com on")]
    [InlineData("http: no")]
    [InlineData("readme.md")]
    [InlineData("ok.company")]
    [InlineData("www. is short")]
    public void What_is_none_is_left_alone(string text) => Assert.False(Links.AreIn(text));

    [Fact]
    public void Long_texts_are_no_work()
    {
        var texts = new[] { new string('a', 500), string.Concat(Enumerable.Repeat("a.", 250)), string.Concat(Enumerable.Repeat("a-", 250)), string.Concat(Enumerable.Repeat("https:/", 70)) };
        Assert.All(texts, text => Assert.False(Links.AreIn(text)));
    }
}
