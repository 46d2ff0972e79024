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
    private static readonly (AskedFor For, string Words)[] Known =
    [
        (AskedFor.Time, "when wann cuando quand quando wanneer kiedy когда متى कब"),
        (AskedFor.Place, "where wo woher donde ou dove onde waar gdzie где откуда اين أين कहाँ कहां"),
        (AskedFor.Person, "who whom wer wem wen quien quienes qui chi quem kto кто कौन"),
        (AskedFor.Reason, "why warum wieso weshalb pourquoi perche waarom dlaczego почему зачем لماذا क्यों"),
        (AskedFor.Amount, "how_much how_many cost costs price prices wie_viel wie_viele wieviel wieviele kostet kosten preis cuanto cuanta cuantos cuantas cuesta cuestan precio combien coute prix quanto quanti quante custa costa preco prezzo hoeveel ile сколько стоит цена كم سعر कितने कितना कितनी"),
        (AskedFor.Length, "how_long wie_lange wie_lang cuanto_dura combien_de_temps quanto_dura hoe_lang как_долго"),
        (AskedFor.Manner, "how wie como comment come hoe jak как كيف कैसे"),
        (AskedFor.Choice, "which welche welcher welches welchen welchem cual cuales quel quelle quels quelles quale quali qual quais welke который какой какая какие какую اي أي"),
    ];

    /// <summary>In scripts without spaces they are found anywhere.</summary>
    private static readonly (AskedFor For, string[] Words)[] Dense =
    [
        (AskedFor.Time, ["いつ", "何時", "何日", "什么时候", "何时", "几点", "什麼時候", "เมื่อไหร่", "언제"]),
        (AskedFor.Place, ["どこ", "哪里", "哪儿", "在哪", "哪裡", "ที่ไหน", "어디"]),
        (AskedFor.Person, ["誰", "どなた", "谁", "ใคร", "누가", "누구"]),
        (AskedFor.Reason, ["なぜ", "どうして", "为什么", "為什麼", "ทำไม", "왜"]),
        (AskedFor.Amount, ["いくら", "いくつ", "何人", "多少", "几个", "เท่าไหร่", "얼마"]),
        (AskedFor.Length, ["どのくらい", "どれくらい", "何分", "何時間", "多久", "多长时间"]),
        (AskedFor.Manner, ["どうやって", "どうすれば", "怎么", "如何", "怎麼", "อย่างไร", "어떻게"]),
        (AskedFor.Choice, ["どの", "どれ", "どちら", "哪个", "哪些", "哪個", "어느", "어떤"]),
    ];

    private static readonly Dictionary<string, AskedFor> ByWord =
        Known.SelectMany(entry => entry.Words.Split(' ').Select(word => (Word: word.Replace('_', ' '), entry.For))).ToDictionary(entry => entry.Word, entry => entry.For);

    public static bool Has(string word) => ByWord.ContainsKey(word);

    /// <param name="words">In their order: two together may ask for something else than each ("how much").</param>
    /// <param name="text">In small letters.</param>
    public static AskedFor In(IReadOnlyList<string> words, string text)
    {
        var found = AskedFor.Nothing;
        for (var i = 0; i < words.Count; i++)
        {
            if (i + 1 < words.Count && ByWord.TryGetValue($"{words[i]} {words[i + 1]}", out var both))
            {
                found |= both;
                i++;
            }
            else
            {
                found |= ByWord.GetValueOrDefault(words[i]);
            }
        }

        foreach (var (asked, known) in Dense)
        {
            found |= known.Any(word => text.Contains(word, StringComparison.Ordinal)) ? asked : AskedFor.Nothing;
        }

        return found;
    }
}
