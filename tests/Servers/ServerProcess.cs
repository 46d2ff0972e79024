using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Webinars.Servers;

/// <summary>A server that a test starts, hurts and stops, by its pid; its data lies in a folder of its own.</summary>
/// <param name="folder">Kept, and a file <c>log</c> and a file <c>pid</c> in it; null: a temporary one.</param>
/// <param name="port">0: a free one.</param>
public abstract class ServerProcess(string? folder = null, int port = 0) : IAsyncDisposable
{
    private const int FirstPort = 11_000;
    private const int Ports = 20_000;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static int _ports = Random.Shared.Next(Ports);
    private readonly StringBuilder _output = new();
    private Process? _process;

    public int Port { get; } = port is 0 ? FreePort() : port;

    public string Folder { get; } = (folder is null ? Directory.CreateTempSubdirectory("server-") : Directory.CreateDirectory(folder)).FullName;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>What it has printed, over all its lives.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public int ProcessId => _process!.Id;

    /// <summary>Starts it (again, on the same port and data), and returns when it answers.</summary>
    public async Task Start()
    {
        var start = Command();
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (folder is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, "pid"), $"{ProcessId}", CancellationToken.None);
        }

        using var limit = new CancellationTokenSource(StartLimit);
        while (!await Answers())
        {
            if (_process.HasExited || limit.IsCancellationRequested)
            {
                throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} does not answer:\n{Output}");
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>SIGKILL. Nothing that it held in memory survives.</summary>
    public virtual async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits for its end: it may finish what it does.</summary>
    public async Task Stop()
    {
        await Signal("TERM");
        await _process!.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it holds its connections, and does nothing.</summary>
    public virtual Task Freeze() => Signal("STOP");

    public virtual Task Thaw() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            // Frozen it would hear of nothing.
            await Thaw();
            await Kill();
        }

        _process?.Dispose();
        if (folder is null)
        {
            TestFolders.Remove(Folder);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>One that nobody has, and that no call out of this machine takes meanwhile: those come from 32,768 on (ip_local_port_range).</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (int)((uint)Interlocked.Increment(ref _ports) % Ports);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
            }
        }
    }

    protected abstract ProcessStartInfo Command();

    protected abstract Task<bool> Answers();

    protected async Task Signal(string name, params int[] others)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{ProcessId}", .. others.Select(other => $"{other}")]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    protected static async Task<string> Run(ProcessStartInfo command)
    {
        (command.RedirectStandardOutput, command.RedirectStandardError) = (true, true);
        using var process = Process.Start(command)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command.FileName} {string.Join(' ', command.ArgumentList)} ended with {process.ExitCode}:\n{await error}");
    }

    private void Take(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
            if (folder is not null && line is not null)
            {
                File.AppendAllLines(Path.Combine(Folder, "log"), [line]);
            }
        }
    }
}
