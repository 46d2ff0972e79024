using System.Diagnostics;
using Npgsql;

namespace Webinars.Servers;

/// <summary>PostgreSQL as Debian packs it, durable as by default; a database of its own for whoever asks.</summary>
public sealed class PostgresServer(string? folder = null) : ServerProcess(folder)
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private int _databases;

    public static async Task<PostgresServer> Started()
    {
        var server = new PostgresServer();
        await server.StartFirst();
        return server;
    }

    /// <summary>Starts it for the first time here; what is in the folder stays.</summary>
    public async Task StartFirst()
    {
        if (!Directory.Exists(Data))
        {
            if (Environment.IsPrivilegedProcess)
            {
                await Run(new ProcessStartInfo("chown", ["postgres", Folder]));
            }

            await Run(As("initdb", "-D", Data, "-A", "trust", "-U", "webinars", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
        }

        await Start();
    }

    /// <summary>A new, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabase()
    {
        var name = $"webinars{Interlocked.Increment(ref _databases)}";
        await Execute($"CREATE DATABASE {name}");
        return To(name);
    }

    /// <summary>The database of this name, made when it is not there.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> Database(string name)
    {
        try
        {
            await Execute($"CREATE DATABASE {name}");
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
        }

        return To(name);
    }

    /// <summary>On the database of the server itself.</summary>
    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(To("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A program of PostgreSQL's own, such as pg_dump, to its end.</summary>
    public Task<string> Tool(string program, params string[] arguments) => Run(As(program, [.. arguments]));

    /// <summary>The database crashes: all its processes end at once, and what was not synced is gone from memory.</summary>
    public override async Task Kill()
    {
        await Signal("QUIT");
        while (IsRunning)
        {
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>With the processes that serve its connections.</summary>
    public override Task Freeze() => Signal("STOP", Children());

    public override Task Thaw() => Signal("CONT", Children());

    protected override ProcessStartInfo Command() => As("postgres", "-D", Data, "-p", $"{Port}", "-k", Folder, "-c", "listen_addresses=localhost", "-c", "max_connections=200");

    protected override async Task<bool> Answers()
    {
        try
        {
            await Execute("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private int[] Children() => [.. File.ReadAllText($"/proc/{ProcessId}/task/{ProcessId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    private string Data => Path.Combine(Folder, "data");

    private string To(string database) => $"Host=localhost;Port={Port};Username=webinars;Database={database}";

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private ProcessStartInfo As(string program, params string[] arguments) => new(
        Environment.IsPrivilegedProcess ? "setpriv" : Path.Combine(Binaries, program),
        Environment.IsPrivilegedProcess ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(Binaries, program), .. arguments] : arguments)
    {
        WorkingDirectory = Folder,
    };
}
