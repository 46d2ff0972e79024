using Webinars.Servers;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>The product, sending to an ingest of the test's.</summary>
public sealed class BroadcastingApp : IAsyncLifetime
{
    private byte[]? _recording;

    public WebinarsApp App { get; } = new();

    public Encoder Encoder { get; } = new();

    public int Port { get; } = ServerProcess.FreePort();

    /// <summary>Two seconds of H.264 and Opus.</summary>
    public async Task<byte[]> Recording() => _recording ??= await Encoder.Record(2);

    public async ValueTask InitializeAsync()
    {
        OwnIngest.AddTo(App, Port);
        await App.InitializeAsync();
    }

    public async Task<(Visitor Host, Visitor[] Attendees, Guid Webinar, string Key)> Scheduled(int attendees = 0)
    {
        await Until(() => Children(App).Count == 0, "the end of another test's ffmpeg");
        var (host, visitors, webinar) = await App.Scheduled(attendees);
        return (host, visitors, webinar, (await host.Get($"/api/webinars/{webinar}/stream")).GetProperty("streamKey").GetString()!);
    }

    /// <summary>Ids and arguments of the processes that the product has started.</summary>
    public static IReadOnlyDictionary<int, string> Children(WebinarsApp app) => Processes().Where(one => one.Parent == app.ProcessId).ToDictionary(one => one.Id, one => one.Arguments);

    public static async Task Until(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            Assert.False(limit.IsCancellationRequested, $"{what} did not come.");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    public static bool IsAlive(int process) => Processes().Any(one => one.Id == process);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Encoder.Dispose();
    }

    /// <summary>Of everybody on this machine, as everybody can read it; zombies are gone already.</summary>
    private static IEnumerable<(int Id, int Parent, string Arguments)> Processes()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            (int, int, string) process;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var after = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (after[0] == "Z")
                {
                    continue;
                }

                process = (int.Parse(Path.GetFileName(folder)), int.Parse(after[1]), File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' '));
            }
            catch (IOException)
            {
                continue;
            }

            yield return process;
        }
    }
}
