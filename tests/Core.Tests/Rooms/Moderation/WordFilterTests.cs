using Webinars.Rooms.Moderation;

namespace Webinars.Core.Tests;

public class WordFilterTests
{
    [Theory]
    [InlineData("casino", "Casino")]
    [InlineData("casino", "the CASINO, now")]
    [InlineData("casino", "càsìnó")]
    [InlineData("casino", "ca\u0301sino")]
    [InlineData("casino", "ｃａｓｉｎｏ")]
    [InlineData("casino", "𝐜𝐚𝐬𝐢𝐧𝐨")]
    [InlineData("casino", "cas\u200Dino")]
    [InlineData("casino", "cas\u200Bi\u00ADno")]
    [InlineData("Ｃásino", "casino")]
    [InlineData("straße", "STRASSE")]
    [InlineData("σας", "ΣΑΣ")]
    [InlineData("istanbul", "İSTANBUL")]
    [InlineData("buy now", "Buy \n  NOW!")]
    [InlineData("f*ck", "whatthef*ckever")]
    [InlineData("$$$", "cheap$$$$")]
    [InlineData("💩", "a💩b")]
    [InlineData("赌场", "这里有赌场可以玩")]
    [InlineData("พนัน", "เว็บพนันออนไลน์")]
    [InlineData("カジノ", "新しいｶｼﾞﾉです")]
    [InlineData("казино", "КАЗИНО!")]
    [InlineData("قمار", "قُمَار")]
    [InlineData("4you", "just-4you.")]
    public void A_word_is_found_in_any_dress(string word, string text) => Assert.Equal(word, WordFilter.Of(["other", word]).Find(text));

    [Theory]
    [InlineData("ass", "class assembly")]
    [InlineData("casino", "casinos")]
    [InlineData("casino", "cas ino")]
    [InlineData("hi", "this")]
    [InlineData("कम", "कमल")]
    [InlineData("कम", "काम")]
    [InlineData("हिन", "हिन्दी")]
    [InlineData("4you", "24you")]
    [InlineData("a", "𝐛a𝐛")]
    [InlineData(".*", "anything at all")]
    [InlineData("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    public void What_only_looks_like_it_is_left_alone(string word, string text) => Assert.Null(WordFilter.Of([word]).Find(text));

    [Fact]
    public void A_later_place_in_the_text_counts_too() => Assert.Equal("ass", WordFilter.Of(["ass"]).Find("class, you ass"));

    [Fact]
    public void Marks_alone_cannot_be_watched_for()
    {
        Assert.False(WordFilter.CanWatch("\u0301"));
        Assert.False(WordFilter.CanWatch("\u200D"));
        Assert.True(WordFilter.CanWatch("é"));
        Assert.Null(WordFilter.Of(["\u0301"]).Find("text"));
    }

    [Fact]
    public void No_words_find_nothing()
    {
        Assert.Null(WordFilter.None.Find("text"));
        Assert.Same(WordFilter.None, WordFilter.Of([]));
        Assert.Null(WordFilter.Of(["x"]).Find(""));
    }
}
