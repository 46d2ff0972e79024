using System.Diagnostics;
using Webinars.Log;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Rooms.LoadShedding;
using Webinars.Rooms.Presence;
using Webinars.Rooms.Reactions;
using Webinars.Storage;
using Webinars.Telemetry;

namespace Webinars.Rooms;

/// <summary>
/// One room on this node: gathers what is asked of it into turns at the log, and holds the folded state.
/// One loop does both, so that state only ever moves forward, in order.
/// </summary>
public sealed class LiveRoom
{
    private const int Page = 1_000;

    /// <summary>A room that samples its reactions takes one call where it took so many.</summary>
    private const int SampledReactions = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>As long as a step lasts at least.</summary>
    private static readonly TimeSpan ReadOnlyFor = LoadSteps.DownAfter;

    private readonly RoomLog _log;
    private readonly RateLimits _limits;
    private readonly TimeProvider _time;
    private readonly IDisposable _following;
    private readonly RoomQueue _queue = new();
    private readonly RoomTail _tail = new();
    private readonly SharedAnswers _answers;
    private readonly Causes _hints = new();
    private long _head;
    private volatile bool _looksAgain;
    private long _usedAt;

    internal LiveRoom(Guid id, RoomLog log, RateLimits limits, INodeChannel others, TimeProvider time, Action<Movement> moved)
    {
        (Id, _log, _limits, _time) = (id, log, limits, time);
        _answers = new SharedAnswers(_tail);
        Presence = new PresenceCount(id, time, moved);
        Reactions = new ReactionCounter(felt => others.Tell(id, new Reacted(felt)));
        Use();

        // Before the log is read: what is appended meanwhile is heard of.
        _following = others.Follow(id, Hear);
        Opened = Open();
    }

    /// <summary>The state has moved. Raised by the room's loop: handlers only take note.</summary>
    public event Action? Advanced;

    public Guid Id { get; }

    /// <summary>Of the log; positions of another epoch mean nothing.</summary>
    public string Epoch { get; private set; } = "";

    /// <summary>When it has read its log; false: it has none, there is no such room.</summary>
    internal Task<bool> Opened { get; }

    public PresenceCount Presence { get; }

    public ReactionCounter Reactions { get; }

    /// <summary>The step that this node has taken in this room; set by whoever measures it.</summary>
    public Load Load { get; set; }

    /// <summary>How full the queue of actions is, 0 to 1.</summary>
    public double Backlog => _queue.Fill;

    /// <summary>The newest position that this node has heard of; at least that of its state.</summary>
    public long Heard => Math.Max(Interlocked.Read(ref _head), State.Position);

    /// <summary>By what the state moved, for whoever shows it.</summary>
    public Causes Causes { get; } = new();

    /// <summary>It was let go of: open it anew.</summary>
    public bool IsClosed { get; private set; }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>The newest state of this node.</summary>
    public Room State => _tail.State;

    /// <summary>Does it once, durably, however often it is asked with the same client id.</summary>
    /// <exception cref="RefusedException">The action's refusals; too-fast; read-only; bad-client-id; idempotency-conflict; busy.</exception>
    public async Task<Receipt> Post(RoomAction action)
    {
        var begun = Stopwatch.GetTimestamp();
        if (action.ClientId is not { Length: >= 1 and <= 64 } id || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            throw new RefusedException(Refusal.BadClientId);
        }

        action = action with { By = State.Known(action.By) };
        if (Load is Load.ReadOnly && action.Limit is Limited.Chat)
        {
            throw new RefusedException(Refusal.ReadOnly(ReadOnlyFor));
        }

        if (action.Limit is { } limited && _limits.Take(Id, action.By.Id, limited) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        var waiting = new Queued(action.Checked());
        var receipt = _queue.TryAdd(waiting) ? await waiting.Done.Task : throw new RefusedException(Refusal.Busy);
        Instruments.Actions.Add(1);
        Instruments.Acks.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        return receipt;
    }

    /// <summary>The log may have grown by another's hand.</summary>
    /// <param name="cause">By what, where that is traced.</param>
    /// <returns>Whether that is news.</returns>
    public bool Grew(long head, ActivityContext cause = default)
    {
        // It only ever rises: who is slow to tell of an older head must not hide a newer one.
        for (var known = Interlocked.Read(ref _head); head > known; known = Interlocked.Read(ref _head))
        {
            if (Interlocked.CompareExchange(ref _head, head, known) == known)
            {
                _hints.Add(head, cause);
                _queue.Nudge();
                return true;
            }
        }

        return false;
    }

    /// <summary>Counts against a limit what does not go through the queue.</summary>
    /// <exception cref="RefusedException">too-fast; banned: their connection may not be closed yet.</exception>
    public void Take(Guid person, Limited what)
    {
        if (State.Moderation.IsBanned(person))
        {
            throw new RefusedException(Refusal.Banned);
        }

        var slower = what is Limited.Reaction && Load >= Load.SampledReactions ? SampledReactions : 1;
        if (_limits.Take(Id, person, what, slower) is { } refusal)
        {
            throw new RefusedException(refusal);
        }
    }

    /// <summary>The events after a position together with the state they lead to; null when they reach back further than is kept.</summary>
    public (IReadOnlyList<RoomEvent>? Events, Room State) Since(long position) => _tail.Since(position);

    /// <inheritdoc cref="SharedAnswers.Since"/>
    internal Missed? Missed(long position) => _answers.Since(position);

    /// <summary>The room as this viewer sees it in a state that it has reached.</summary>
    public Snapshot Snapshot(Room state, Viewer viewer)
    {
        var snapshot = viewer.Moderates || _tail.Knows(viewer.Id) ? Rooms.Snapshot.Of(state, viewer, 0, Now) : _answers.Of(state);
        return snapshot with { Viewers = Presence.People, Load = Load is Load.Normal ? null : Load, Approximate = Presence.IsApproximate ? true : null };
    }

    /// <summary>Somebody has asked for it, now.</summary>
    internal void Use() => Interlocked.Exchange(ref _usedAt, _time.GetUtcNow().UtcTicks);

    internal bool IsUnusedSince(DateTimeOffset time) => Opened.IsCompleted && Interlocked.Read(ref _usedAt) <= time.UtcTicks;

    /// <summary>What was asked before is still done; nothing more is taken.</summary>
    internal void Close()
    {
        IsClosed = true;
        _following.Dispose();
        _queue.Complete();
    }

    private void Hear(RoomNews news)
    {
        switch (news)
        {
            case LogGrew grew:
                Grew(grew.Head, Traces.Read(grew.Trace));
                break;
            case Reacted reacted when Presence.IsAnybodyHere:
                Reactions.Hear(reacted.Counts);
                break;
        }
    }

    private async Task<bool> Open()
    {
        if (await _log.Head(Id, CancellationToken.None) is not { } head)
        {
            return false;
        }

        Epoch = head.Epoch;
        await CatchUp();
        _ = Run();
        return true;
    }

    private async Task Run()
    {
        // Whoever opened the room is gone long before it is.
        Activity.Current = null;
        var turn = new List<Queued>();
        while (await _queue.Wait())
        {
            _queue.Gather(turn);
            try
            {
                if (turn.Count > 0)
                {
                    await Commit(turn);
                }

                if (State.Position < Interlocked.Read(ref _head))
                {
                    await CatchUp();
                }
            }
            catch (Exception error)
            {
                Fail(turn, error is StoreBusyException ? new RefusedException(Refusal.Busy) : error);
                if (State.Position < Interlocked.Read(ref _head) && !_looksAgain)
                {
                    _looksAgain = true;
                    _ = LookAgain();
                }
            }
        }
    }

    private async Task Commit(List<Queued> waiting)
    {
        using var span = Traces.IsOn ? Traces.Caused("room.turn", [.. waiting.Select(one => one.Cause).Where(cause => cause != default)]) : null;
        var turn = new RoomTurn(Id, State, [.. waiting.Select(one => one.Action!)], _time.GetUtcNow());
        var result = await _log.Commit(turn, CancellationToken.None);
        Causes.Add(result.Head?.Position ?? 0, span?.Context ?? default);
        Advance([.. result.Events.Select(RoomEventJson.Read)]);
        _hints.Take(State.Position);
        for (var i = 0; i < waiting.Count; i++)
        {
            waiting[i].Answer(result.Outcomes[i], turn.RefusalOf(i), State.Position);
        }
    }

    private async Task CatchUp()
    {
        using var span = Traces.Caused("room.read", _hints.Take(Interlocked.Read(ref _head)));
        Causes.Add(Interlocked.Read(ref _head), span?.Context ?? default);
        IReadOnlyList<RoomEvent> page;
        do
        {
            page = await _log.Read(Id, State.Position, Page, CancellationToken.None);
            Advance(page);
        }
        while (page.Count == Page);
    }

    /// <summary>The store did not answer: what others did is asked for again soon, though nobody may be waiting for it.</summary>
    private async Task LookAgain()
    {
        await Task.Delay(Patience, _time);
        _looksAgain = false;
        _queue.Nudge();
    }

    private void Advance(IReadOnlyList<RoomEvent> events)
    {
        if (events.Count > 0)
        {
            _tail.Add(events);
            Advanced?.Invoke();
        }
    }

    private static void Fail(List<Queued> turn, Exception error)
    {
        foreach (var waiting in turn)
        {
            waiting.Done.TrySetException(error);
        }
    }
}
