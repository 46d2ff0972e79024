using System.Collections.Concurrent;
using Webinars.People;

namespace Webinars.Rooms.Presence.Board;

/// <summary>One room and the board: one turn at a time, by whoever calls.</summary>
internal sealed class RoomOnBoard
{
    /// <summary>Changed at once in the room's picture: who joins may wait for it.</summary>
    private const int Chunk = 1_000;

    private static readonly Present Itself = new(new Actor(Line.Node, "", Role.Attendee), default, "");

    private readonly IPresenceBoard _board;
    private readonly PresenceTimes _times;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<Guid> _news;
    private readonly HashSet<Guid> _unwritten = [];
    private readonly Elsewhere _elsewhere;
    private Task _turn = Task.CompletedTask;
    private string? _position;
    private bool _isListed;
    private long? _readAt;
    private long? _renewedAt;
    private long? _reachedAt;
    private long? _failedAt;

    public RoomOnBoard(LiveRoom room, IPresenceBoard board, PresenceTimes times, TimeProvider time)
    {
        (Room, _board, _times, _time) = (room, board, times, time);
        _elsewhere = new Elsewhere(times.Lease, time);
        _news = new(room.Presence.Here());
        room.Presence.IsApproximate = true;
    }

    public LiveRoom Room { get; }

    /// <summary>Why the last turn failed; null: it did not.</summary>
    public Exception? Problem { get; private set; }

    /// <summary>To be written with the next turn.</summary>
    public void Moved(Guid person) => _news.Enqueue(person);

    /// <summary>Begins a turn, unless one is under way: who waits for the board waits for this room alone.</summary>
    public void Begin(CancellationToken ct)
    {
        if (_turn.IsCompleted && IsDue(_failedAt, _times.Reading) && (!_news.IsEmpty || _unwritten.Count > 0 || IsDue(_readAt, _times.Reading)))
        {
            _turn = Turn(ct);
        }
    }

    /// <summary>Nobody is with this node any more.</summary>
    public async Task Leave(CancellationToken ct)
    {
        await _turn;
        _unwritten.UnionWith(_news);
        await _board.Write(Room.Id, [.. _unwritten.Union(Room.Presence.Here()).Append(Line.Node).Select(person => (person, (Present?)null))], ct).WaitAsync(_times.Patience, _time, ct);
    }

    /// <summary>Turns come with the period of <see cref="PresenceTimes.Writing"/>: a moment too soon is not put off to the next.</summary>
    private bool IsDue(long? last, TimeSpan period) => last is not { } at || _time.GetElapsedTime(at) + (_times.Writing / 2) >= period;

    private async Task Turn(CancellationToken ct)
    {
        try
        {
            await Write(ct);
            if (IsDue(_readAt, _times.Reading))
            {
                await Read(ct);
            }

            if (_isListed && IsDue(_renewedAt, _times.Renewal))
            {
                await Renew(ct);
            }

            (_reachedAt, _failedAt, Problem) = (_time.GetTimestamp(), null, null);
        }
        catch (Exception error)
        {
            if (ct.IsCancellationRequested)
            {
                return;
            }

            (_failedAt, Problem) = (_time.GetTimestamp(), error);
            if (IsDue(_reachedAt, _times.Lease))
            {
                _position = null;
                Show(_elsewhere.Clear());
            }
        }

        Room.Presence.IsApproximate = Problem is not null || !_elsewhere.IsSure;
    }

    /// <summary>Whoever moved, as they are now; the node's own line comes after its people.</summary>
    private async Task Write(CancellationToken ct)
    {
        while (_news.TryDequeue(out var person))
        {
            _unwritten.Add(person);
        }

        var lists = Room.Presence.IsAnybodyHere;
        if (_unwritten.Count == 0 && lists == _isListed)
        {
            return;
        }

        var begun = _time.GetTimestamp();
        List<(Guid, Present?)> lines = [.. _unwritten.Select(person => (person, Room.Presence.FindHere(person)))];
        if (lists != _isListed)
        {
            lines.Add((Line.Node, lists ? Itself : null));
        }

        await _board.Write(Room.Id, lines, ct).WaitAsync(_times.Patience, _time, ct);
        _renewedAt = lists && !_isListed ? begun : _renewedAt;
        _isListed = lists;
        _unwritten.Clear();
    }

    private async Task Read(CancellationToken ct)
    {
        var begun = _time.GetTimestamp();
        News news;
        do
        {
            news = await _board.Read(Room.Id, _position, ct).WaitAsync(_times.Patience, _time, ct);
            if (news.IsWhole)
            {
                // Our own lines may be lost as well.
                _renewedAt = null;
                _elsewhere.Doubt();
            }

            foreach (var lines in news.Lines.OrderBy(line => line.Person == Line.Node).Chunk(Chunk))
            {
                Show(_elsewhere.Take(lines));
            }

            _position = news.Position;
        }
        while (news.HasMore);

        Show(_elsewhere.EndDoubts());
        _readAt = begun;
    }

    private async Task Renew(CancellationToken ct)
    {
        var begun = _time.GetTimestamp();
        var lost = await _board.Renew(Room.Id, [Line.Node, .. Room.Presence.Here()], ct).WaitAsync(_times.Patience, _time, ct);
        _renewedAt = begun;
        if (lost.Count > 0)
        {
            _isListed = false;
            _unwritten.UnionWith(lost.Where(person => person != Line.Node));
            await Write(ct);
        }
    }

    private void Show(IReadOnlyCollection<(Guid Person, Present? There)> moved) => Room.Presence.Hear(moved);
}
