using Webinars.Storage;

namespace Webinars.Adapters.Postgres.Changes;

/// <summary>The turn could not decide: one of its actions makes it throw.</summary>
internal sealed class UndecidedException(Exception inner) : Exception("The turn could not decide.", inner);

/// <summary>A turn whose decision throws, action by action, so that nothing fails but what makes it throw.</summary>
internal static class OneByOne
{
    /// <param name="commit">Runs a turn in a transaction.</param>
    public static async Task<TurnResult> Run(ITurn turn, Func<ITurn, Task<TurnResult>> commit)
    {
        var outcomes = new Outcome[turn.Receipts.Count];
        for (var action = 0; action < outcomes.Length; action++)
        {
            try
            {
                outcomes[action] = (await commit(new Part(turn, action))).Outcomes[0];
            }
            catch (UndecidedException error)
            {
                outcomes[action] = new Outcome(OutcomeKind.Failed, Error: error.InnerException);
            }
        }

        return await commit(new Part(turn, null)) with { Outcomes = outcomes };
    }

    private sealed class Part(ITurn turn, int? only) : ITurn
    {
        public Guid Room => turn.Room;

        public long Known => turn.Known;

        public IReadOnlyList<ReceiptKey?> Receipts => only is { } action ? [turn.Receipts[action]] : [];

        public IReadOnlyList<TurnEntry> Decide(IReadOnlyList<StoredEvent> unseen, IReadOnlyList<int> actions) =>
            [.. turn.Decide(unseen, [only!.Value]).Select(entry => entry.Action == only ? entry with { Action = 0 } : throw new InvalidOperationException($"The turn decided action {entry.Action}, which was not asked for."))];
    }
}
