using System.Text.Json;

namespace Webinars.Sandbox;

/// <summary>One vendor's whole state as one JSON file: read once, written whole, at once and atomically, after every change.</summary>
/// <remarks>All reading and changing happens under one lock: a stand-in needs to be right, not fast.</remarks>
public sealed class SandboxFile<T> where T : class, new()
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly T _state;

    public SandboxFile(SandboxOptions options, string name)
    {
        Directory.CreateDirectory(options.Folder);
        _path = Path.Combine(options.Folder, name + ".json");
        _state = File.Exists(_path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(_path), Json) ?? new T() : new T();
    }

    public TResult Read<TResult>(Func<T, TResult> read)
    {
        lock (_gate)
        {
            return read(_state);
        }
    }

    public TResult Change<TResult>(Func<T, TResult> change)
    {
        lock (_gate)
        {
            var result = change(_state);
            var draft = _path + ".new";
            File.WriteAllText(draft, JsonSerializer.Serialize(_state, Json));
            File.Move(draft, _path, overwrite: true);
            return result;
        }
    }

    public void Change(Action<T> change) => Change(state =>
    {
        change(state);
        return true;
    });
}
