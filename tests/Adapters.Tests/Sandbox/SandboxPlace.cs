using System.Net;
using System.Net.Sockets;
using Webinars.Sandbox;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Where a test's sandbox stands.</summary>
internal static class SandboxPlace
{
    // Below the range from which outgoing connections take theirs, so that a restart finds its port still free.
    private const int FirstPort = 20_000;
    private const int Ports = 12_000;

    private static readonly Lazy<string> Keys = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-keys").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        SandboxServices.Settings(new SandboxOptions("", "", folder));
        return folder;
    });

    private static int _next = Random.Shared.Next(Ports);

    /// <summary>A folder of its own with nothing in it but keys: they are costly to make, and every sandbox has the same.</summary>
    public static string Folder()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
        foreach (var file in Directory.GetFiles(Keys.Value))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    /// <summary>A port that nobody has, and that no other test of this process is given soon.</summary>
    public static int Port()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref _next) % Ports);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's: the next one.
            }
        }
    }
}
