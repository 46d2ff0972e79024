using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webinars.Sandbox.Clerk.Persons;
using Webinars.Sandbox.Clerk.Webhooks;

namespace Webinars.Sandbox.Clerk;

/// <summary>Everything that the stand-in remembers: in memory, and as one JSON line per change in <c>clerk.jsonl</c>.</summary>
/// <remarks>
/// Not a <see cref="SandboxFile{T}"/>: with 10,000 people that would rewrite some ten megabytes for each code typed.
/// Lines reach the operating system before the answer leaves, so a killed process loses nobody. The next start reads them, the last line of an
/// id winning, and writes the file anew without what is over.
/// </remarks>
public sealed class ClerkStore : IDisposable
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly TimeSpan AttemptLife = TimeSpan.FromDays(1);
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ClerkEvents _events;
    private readonly Dictionary<string, Kept> _records = [];
    private readonly Dictionary<string, string> _personByEmail = [];
    private readonly Dictionary<string, string> _clientByCookie = [];
    private readonly Dictionary<string, long> _seen = [];
    private readonly MemoryStream _unwritten = new();
    private readonly FileStream _file;

    public ClerkStore(SandboxOptions options, TimeProvider time, ClerkEvents events)
    {
        (_time, _events) = (time, events);
        Directory.CreateDirectory(options.Folder);
        var path = Path.Combine(options.Folder, "clerk.jsonl");
        Load(path);
        var draft = path + ".new";
        File.WriteAllLines(draft, _records.Values.Select(record => JsonSerializer.Serialize(record, ClerkJson.Kept)));
        File.Move(draft, path, overwrite: true);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Epoch milliseconds.</summary>
    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>An id in Clerk's form: the prefix and 27 letters and digits.</summary>
    public static string NewId(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, 27)}";

    /// <summary>Runs <paramref name="work"/> alone. What it puts is kept even when it ends in a <see cref="ClerkError"/>: a wrong code counts.</summary>
    public T Do<T>(Func<T> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            finally
            {
                if (_unwritten.Length > 0)
                {
                    _file.Write(_unwritten.GetBuffer(), 0, (int)_unwritten.Length);
                    _unwritten.SetLength(0);
                }
            }
        }
    }

    /// <summary>Keeps a record, in place of the one with the same id. Only inside <see cref="Do{T}"/>, as all below.</summary>
    /// <param name="tell">Whether the product hears of it.</param>
    public T Put<T>(T record, bool tell = true) where T : Kept
    {
        var before = _records.GetValueOrDefault(record.Id);
        Remember(record);
        if (tell)
        {
            _events.Tell(before, record, this);
        }

        _unwritten.Write(JsonSerializer.SerializeToUtf8Bytes<Kept>(record, ClerkJson.Kept));
        _unwritten.WriteByte((byte)'\n');
        return record;
    }

    public T? Find<T>(string? id) where T : Kept => id is not null && _records.GetValueOrDefault(id) is T found ? found : null;

    public IEnumerable<T> All<T>() where T : Kept => _records.Values.OfType<T>();

    /// <summary>Whose verified address it is.</summary>
    public Person? PersonByEmail(string email) =>
        Find<Person>(_personByEmail.GetValueOrDefault(email)) is { } person && EmailAddresses.Of(person).Any(x => x.Verified && x.Email == email) ? person : null;

    public Client? ClientByCookie(string? cookie) => cookie is null ? null : Find<Client>(_clientByCookie.GetValueOrDefault(cookie));

    public Session? ActiveSession(string? id) => Find<Session>(id) is { } session && session.StatusAt(Now) == "active" ? session : null;

    /// <summary>Codes that may still be typed, newest first.</summary>
    public IEnumerable<Code> OpenCodes() => All<Code>().Where(x => x.StatusAt(Now) == "unverified").Reverse().OrderByDescending(x => x.CreatedAt);

    /// <summary>Ends every active session of a person but one, and says how many.</summary>
    public int RevokeSessions(string personId, string? except = null)
    {
        var ended = All<Session>().Where(x => x.PersonId == personId && x.Id != except && x.StatusAt(Now) == "active").ToList();
        ended.ForEach(x => Put(x with { Status = "revoked", UpdatedAt = Now }));
        return ended.Count;
    }

    /// <summary>Deletes a person; their sessions end with them, without a word of their own.</summary>
    public void Delete(Person person)
    {
        foreach (var session in All<Session>().Where(x => x.PersonId == person.Id && x.Status == "active").ToList())
        {
            Put(session with { Status = "removed", UpdatedAt = Now }, tell: false);
        }

        Put(new Gone(person.Id, Now));
    }

    /// <summary>Notes that a session is in use. Every open tab says so again and again, hence it is not written down.</summary>
    public void Touch(string sessionId) => _seen[sessionId] = Now;

    public long LastActiveAt(Session session) => _seen.GetValueOrDefault(session.Id, session.CreatedAt);

    public void Dispose()
    {
        _file.Dispose();
        _unwritten.Dispose();
    }

    private void Remember(Kept record)
    {
        _records[record.Id] = record;
        if (record is Person person)
        {
            foreach (var address in EmailAddresses.Of(person).Where(x => x.Verified))
            {
                _personByEmail[address.Email] = person.Id;
            }
        }
        else if (record is Client client)
        {
            _clientByCookie[client.Cookie] = client.Id;
        }
    }

    private void Load(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllText(path, Encoding.UTF8).Split('\n') : [];

        // What follows the last line end was torn off by a kill before its answer left: nobody was promised it.
        foreach (var line in lines.SkipLast(1))
        {
            Remember(JsonSerializer.Deserialize<Kept>(line, ClerkJson.Kept) ?? throw new InvalidDataException($"{path} holds an empty record."));
        }

        var oldest = Now - (long)AttemptLife.TotalMilliseconds;
        foreach (var record in _records.Values.Where(x => x is Gone || (x is SignUp or SignIn or Code && x.CreatedAt < oldest)).ToList())
        {
            _records.Remove(record.Id);
        }
    }
}
