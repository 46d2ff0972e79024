namespace Webinars.Rooms.Questions.Similar;

/// <summary>What a question asks for; two that ask for different things are different questions, however much they share.</summary>
[Flags]
internal enum AskedFor
{
    Nothing = 0,
    Time = 1,
    Place = 2,
    Person = 4,
    Reason = 8,
    Amount = 16,
    Length = 32,
    Manner = 64,
    Choice = 128,
}

/// <summary>The words that say what is asked for, a closed class in every language. Of a language that is not here the rest must do.</summary>
internal static class InterrogativeWords
{
    private static readonly (AskedFor For, string[] Words)[] Known =
    [
        (AskedFor.Time, ["when", "wann", "cuando", "quand", "quando", "wanneer", "kiedy", "когда", "متى", "कब"]),
        (AskedFor.Place, ["where", "wo", "donde", "ou", "dove", "onde", "waar", "gdzie", "где", "اين", "أين", "कहाँ", "कहां"]),
        (AskedFor.Person, ["who", "whom", "wer", "wem", "wen", "quien", "quienes", "qui", "chi", "quem", "wie_nl", "kto", "кто", "من_", "कौन"]),
        (AskedFor.Reason, ["why", "warum", "wieso", "weshalb", "pourquoi", "perche", "waarom", "dlaczego", "почему", "зачем", "لماذا", "क्यों"]),
        (AskedFor.Amount, ["cost", "costs", "price", "cuanto", "cuanta", "cuantos", "cuantas", "combien", "quanto", "quanti", "wieviel", "wieviele", "hoeveel", "ile", "сколько", "كم", "कितने", "कितना", "कितनी"]),
        (AskedFor.Manner, ["how", "wie", "como", "comment", "come", "hoe", "jak", "как", "كيف", "कैसे"]),
        (AskedFor.Choice, ["which", "welche", "welcher", "welches", "welchen", "welchem", "cual", "cuales", "quel", "quelle", "quels", "quelles", "quale", "quali", "qual", "quais", "welke", "który", "какой", "какая", "какие", "какую", "اي", "أي", "कौनसा"]),
    ];

    /// <summary>In scripts without spaces they are found anywhere, the longer ones first.</summary>
    private static readonly (AskedFor For, string[] Words)[] Dense =
    [
        (AskedFor.Time, ["いつ", "何時", "何日", "什么时候", "何时", "几点", "什麼時候", "เมื่อไหร่"]),
        (AskedFor.Place, ["どこ", "哪里", "哪儿", "在哪", "哪裡", "ที่ไหน"]),
        (AskedFor.Person, ["誰", "どなた", "谁", "ใคร"]),
        (AskedFor.Reason, ["なぜ", "どうして", "为什么", "為什麼", "ทำไม"]),
        (AskedFor.Amount, ["いくら", "いくつ", "何人", "多少", "几个", "เท่าไหร่"]),
        (AskedFor.Length, ["どのくらい", "どれくらい", "何分", "何時間", "多久", "多长时间"]),
        (AskedFor.Manner, ["どうやって", "どうすれば", "怎么", "如何", "怎麼", "อย่างไร"]),
        (AskedFor.Choice, ["どの", "どれ", "どちら", "哪个", "哪些", "哪個"]),
    ];

    private static readonly Dictionary<string, AskedFor> ByWord =
        Known.SelectMany(entry => entry.Words.Select(word => (word, entry.For))).ToDictionary(entry => entry.word, entry => entry.For);

    public static AskedFor In(IReadOnlyList<string> words, string text)
    {
        var found = AskedFor.Nothing;
        foreach (var word in words)
        {
            found |= ByWord.GetValueOrDefault(word);
        }

        foreach (var (asked, known) in Dense)
        {
            found |= known.Any(word => text.Contains(word, StringComparison.Ordinal)) ? asked : AskedFor.Nothing;
        }

        return found;
    }
}
