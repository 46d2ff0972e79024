namespace Webinars.LoadTests.Populating;

/// <param name="StartsIn">From now.</param>
/// <param name="Reaches">draft, scheduled, cancelled, live or replay.</param>
/// <param name="Chat">In turns by different people.</param>
/// <param name="Questions">A question, by how many it is voted for, and the host's answer where there is one.</param>
internal sealed record Billed(
    string Title,
    string Description,
    TimeSpan StartsIn,
    string Reaches,
    string[] Chat,
    (string Text, int Votes, string? Answer)[] Questions);

/// <summary>A made-up programme with something in every state.</summary>
internal static class Programme
{
    public static readonly Billed[] Webinars =
    [
        new(
            "How honeybees agree on a new home",
            """
            A swarm of ten thousand bees has no chair and no agenda, and still decides within a day, mostly well.
            We follow one swarm from the first scout to the last vote, and look at what committees may learn from it.
            """,
            TimeSpan.Zero,
            "live",
            [
                "Hello from Lyon! ☀️",
                "Good evening from Osaka",
                "Sound and picture are great here.",
                "First time here, very curious",
                "I keep two hives on the roof, this is exactly my topic",
                "That photo of the scouts is wonderful",
                "So the dance gets shorter each time even if the place is good?",
                "Yes! That is how old opinions fade out",
                "We should try that in our Monday meeting 😄",
                "Does anyone have the title of the book she mentioned?",
                "Honeybee Democracy, by Thomas Seeley",
                "Thank you!",
                "The stop signal surprised me. A head-butt as a vote against…",
                "Will there be a recording? I have to leave at half past",
                "It says so on the details page: the replay comes right after the end",
                "Perfect",
            ],
            [
                ("How many scouts does a swarm send out?", 7, "A few hundred of ten thousand: about one bee in thirty."),
                ("What happens when two places are equally good?", 9, null),
                ("Do they ever choose badly?", 5, null),
                ("Has this been copied in robots?", 3, null),
            ]),
        new(
            "Bread for people with little time",
            "Four loaves that fit around a working day. Bring flour, water, salt, and a question.",
            TimeSpan.FromMinutes(40),
            "scheduled",
            ["Early, as always 🙂", "Rye or wheat for the start?", "Both work, she said last time", "The kettle is on"],
            [("Can I leave the dough in the fridge for two days?", 4, null), ("Which flour do you use at home?", 2, null)]),
        new(
            "Reading old maps",
            "What a map leaves out tells you who paid for it. With six maps from five centuries.",
            TimeSpan.FromDays(2),
            "scheduled",
            [],
            []),
        new(
            "Your first heat pump: what the neighbours will ask",
            "Noise, cost, winter. An engineer and an owner answer in plain words.",
            TimeSpan.FromDays(6),
            "scheduled",
            [],
            []),
        new(
            "The night sky in March",
            "Which planets stand where, and what can be seen from a balcony in town.",
            TimeSpan.Zero,
            "replay",
            [
                "Clear sky over Porto tonight",
                "Clouds in Hamburg, of course",
                "I can see Jupiter from the kitchen!",
                "What a calm voice, I could listen for hours",
                "Thank you, that was lovely",
                "👏👏",
            ],
            [
                ("Are binoculars enough for Jupiter's moons?", 6, "Yes: any 10×50 on a steady hand, or leant against a wall."),
                ("Which app do you use for the star chart?", 3, "Stellarium; it is free."),
            ]),
        new(
            "Watercolour without fear",
            "Postponed: our speaker is ill. A new date follows.",
            TimeSpan.FromDays(1),
            "cancelled",
            [],
            []),
        new(
            "Letters from the archive (draft)",
            "Outline: 1. why people kept them, 2. three families, 3. how to read the hand.",
            TimeSpan.FromDays(20),
            "draft",
            [],
            []),
    ];
}
