using System.Text;
using System.Text.Json;
using Webinars.Sandbox.Resend.Webhooks;
using Webinars.Sandbox.Webhooks;

namespace Webinars.Sandbox.Resend.Letters;

/// <summary>Every letter and every answer that a key may ask for again: in memory, and as one JSON line per change in <c>resend.jsonl</c>.</summary>
/// <remarks>Not a <see cref="SandboxFile{T}"/>: thousands of letters with attachments would be written whole for each that is sent. What a letter holds is written once.</remarks>
public sealed class LetterStore : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Lock _gate = new();
    private readonly SandboxFile<ResendOutbox> _outbox;
    private readonly SandboxFile<Suppressions> _suppressions;
    private readonly List<Guid> _order = [];
    private readonly Dictionary<Guid, Letter> _letters = [];
    private readonly HashSet<Guid> _underWay = [];
    private readonly Dictionary<string, GivenAnswer> _answers = [];
    private readonly FileStream _file;

    public LetterStore(SandboxOptions options, SandboxFile<ResendOutbox> outbox, SandboxFile<Suppressions> suppressions)
    {
        (_outbox, _suppressions) = (outbox, suppressions);
        Directory.CreateDirectory(options.Folder);
        _file = new FileStream(Path.Combine(options.Folder, "resend.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Load();
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Letter> All()
    {
        lock (_gate)
        {
            return [.. _order.AsEnumerable().Reverse().Select(id => _letters[id])];
        }
    }

    public Letter? Find(Guid id)
    {
        lock (_gate)
        {
            return _letters.GetValueOrDefault(id);
        }
    }

    public GivenAnswer? Answer(string key)
    {
        lock (_gate)
        {
            return _answers.GetValueOrDefault(key);
        }
    }

    /// <summary>Takes letters, and keeps what is answered to them; both or neither.</summary>
    public void Take(IReadOnlyList<Letter> letters, GivenAnswer? answer)
    {
        lock (_gate)
        {
            Tell([.. letters.Select(letter => ResendEvents.Of(letter))]);
            Write(new Line([.. letters], null, answer));
        }
    }

    /// <param name="change">The letter as it is now; null leaves it alone. It may also throw.</param>
    /// <param name="tell">What the product hears of it.</param>
    /// <returns>As it is then; null when there is no such letter.</returns>
    public Letter? Change(Guid id, Func<Letter, Letter?> change, Func<Letter, ResendWebhook>? tell = null)
    {
        lock (_gate)
        {
            if (_letters.GetValueOrDefault(id) is { } letter && change(letter) is { } changed)
            {
                Tell(tell is null ? [] : [tell(changed)]);
                Write(new Line(null, [new Happened(id, changed.LastEvent, changed.LastEventAt, changed.ScheduledAt)], null));
            }

            return _letters.GetValueOrDefault(id);
        }
    }

    /// <summary>Does what is due with all letters.</summary>
    public void CatchUp(DateTimeOffset now)
    {
        lock (_gate)
        {
            var moved = _underWay.Select(id => (Letter: _letters[id], Next: LetterLife.Next(_letters[id], IsSuppressed(_letters[id]))))
                .Where(one => one.Next is { } next && next.At <= now)
                .Select(one => one.Letter with { LastEvent = one.Next!.Value.Event, LastEventAt = now })
                .ToList();
            if (moved.Count > 0)
            {
                Tell([.. moved.Select(letter => ResendEvents.Of(letter))]);
                Write(new Line(null, [.. moved.Select(letter => new Happened(letter.Id, letter.LastEvent, now, letter.ScheduledAt))], null));
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private bool IsSuppressed(Letter letter) => _suppressions.Read(list => letter.To.Any(list.Holds));

    private void Tell(IReadOnlyList<ResendWebhook> webhooks)
    {
        if (webhooks.Count > 0)
        {
            _outbox.Change(box =>
            {
                foreach (var webhook in webhooks)
                {
                    box.Webhooks.Tell(webhook);
                }
            });
        }
    }

    private void Write(Line line)
    {
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n']);
        Remember(line);
    }

    private void Remember(Line line)
    {
        foreach (var letter in line.Taken ?? [])
        {
            _order.Add(letter.Id);
            Put(letter);
        }

        foreach (var (id, what, at, scheduledAt) in line.Happened ?? [])
        {
            Put(_letters[id] with { LastEvent = what, LastEventAt = at, ScheduledAt = scheduledAt });
        }

        if (line.Answer is { } answer)
        {
            _answers[answer.Key] = answer;
        }
    }

    private void Put(Letter letter)
    {
        _letters[letter.Id] = letter;
        _ = LetterLife.Next(letter, isSuppressed: false) is null ? _underWay.Remove(letter.Id) : _underWay.Add(letter.Id);
    }

    /// <remarks>What follows the last line end was torn off by a kill before its answer left: nobody was promised it.</remarks>
    private void Load()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Remember(JsonSerializer.Deserialize<Line>(line, Json)!);
        }

        _file.SetLength(whole);
        _file.Position = whole;
    }

    private sealed record Line(IReadOnlyList<Letter>? Taken, IReadOnlyList<Happened>? Happened, GivenAnswer? Answer);

    private sealed record Happened(Guid Id, string Event, DateTimeOffset At, DateTimeOffset? ScheduledAt);
}

/// <param name="Digest">Of the request that was answered so.</param>
public sealed record GivenAnswer(string Key, string Digest, string Body, DateTimeOffset At);
