using Webinars.Storage;

namespace Webinars.KillTest;

/// <summary>32 senders that append as fast as they can; every acknowledgement is a line <c>room position text.</c> on stdout.</summary>
internal static class Child
{
    private const int Senders = 32;

    public static async Task Run(string place, int cycle)
    {
        await using var open = await OpenStore.At(place);
        var store = open.Store;
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var room = sender % Rooms.All.Length;
            var known = (await store.Head(Rooms.All[room], CancellationToken.None))?.Position ?? 0;
            for (var i = 0; ; i++)
            {
                var text = $"{cycle}/{sender}/{i}";
                var result = await store.Commit(new SayTurn(Rooms.All[room], known, text, document: true), CancellationToken.None);
                if (result.Outcomes[0].Kind != OutcomeKind.Committed)
                {
                    throw new InvalidOperationException($"{text}: {result.Outcomes[0]}");
                }

                known = result.Head!.Position;
                lock (output)
                {
                    output.Write($"{room} {result.Outcomes[0].Position} {text}.\n");
                }
            }
        })));
    }
}
