using System.Threading.Channels;
using Webinars.Storage;

namespace Webinars.KillTest;

/// <summary>A room as the product runs it: what is asked while a turn is being saved goes into the next one.</summary>
internal sealed class Gathering
{
    private const int Most = 200;
    private readonly IStore _store;
    private readonly Guid _room;
    private readonly Channel<(string Text, TaskCompletionSource Done)> _queue = Channel.CreateUnbounded<(string, TaskCompletionSource)>();

    public Gathering(IStore store, Guid room)
    {
        (_store, _room) = (store, room);
        _ = Run();
    }

    public Task Say(string text)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Writer.TryWrite((text, done));
        return done.Task;
    }

    private async Task Run()
    {
        var known = (await _store.Head(_room, CancellationToken.None))?.Position ?? 0;
        while (await _queue.Reader.WaitToReadAsync())
        {
            var waiting = new List<(string Text, TaskCompletionSource Done)>();
            while (waiting.Count < Most && _queue.Reader.TryRead(out var one))
            {
                waiting.Add(one);
            }

            try
            {
                known = (await _store.Commit(new Turn(_room, known, waiting.ConvertAll(one => one.Text)), CancellationToken.None)).Head!.Position;
                waiting.ForEach(one => one.Done.SetResult());
            }
            catch (Exception error)
            {
                waiting.ForEach(one => one.Done.SetException(error));
            }
        }
    }

    private sealed class Turn(Guid room, long known, List<string> texts) : ITurn
    {
        public Guid Room => room;

        public long Known => known;

        public IReadOnlyList<ReceiptKey?> Receipts { get; } = texts.ConvertAll(text => new ReceiptKey(text, "d"));

        public IReadOnlyList<TurnEntry> Decide(IReadOnlyList<StoredEvent> unseen, IReadOnlyList<int> actions) =>
            [.. actions.Select(action => new TurnEntry(action, [texts[action]], [], []))];
    }
}
