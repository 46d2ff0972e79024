using System.Net.Sockets;
using System.Runtime.InteropServices;
using Webinars.Servers;
using Webinars.Servers.CommandLine;

// scripts/cluster: the picture of compose.yaml as processes.
var words = args.ToList();
var given = Take("--folder");
var folder = Path.GetFullPath(given ?? Path.Combine(Path.GetTempPath(), $"webinars-cluster-{Environment.UserName}"));
if (words is not ["up", ..])
{
    // A program is said as whoever asks sees it.
    if (words is ["canary" or "roll", var program])
    {
        words[1] = Path.GetFullPath(Directory.Exists(program) ? Path.Combine(program, "Webinars.Web.dll") : program);
    }

    try
    {
        var answer = await Control.Ask(folder, string.Join(' ', words));
        Console.Write(answer);
        return answer.StartsWith("That failed", StringComparison.Ordinal) || answer.StartsWith("There is no", StringComparison.Ordinal) ? 1 : 0;
    }
    catch (SocketException) when (words is ["down"] && LeftOver.End(folder) is > 0 and var many)
    {
        Console.WriteLine($"What had started it is gone; {many} servers of it are ended.");
        return 0;
    }
    catch (SocketException)
    {
        Console.Error.WriteLine($"No cluster runs in {folder}: scripts/cluster up");
        return 1;
    }
}

var port = Take("--port");
var nodes = Take("--nodes");
var options = new ClusterOptions { Folder = folder, Port = int.Parse(port ?? "0", null), Nodes = int.Parse(nodes ?? "2", null) };
if (words.Count > 1 || options.Nodes is < 1 or > 8)
{
    Console.Error.WriteLine("scripts/cluster up [--nodes 1…8] [--folder F] [--port P]");
    return 1;
}

try
{
    await Control.Ask(folder, "status");
    Console.Error.WriteLine($"A cluster runs in {folder} already.");
    return 1;
}
catch (SocketException)
{
    LeftOver.End(folder);
}

// The terminal tells the servers as well as us; whoever still runs is ended below.
var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
PosixSignalRegistration[] signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    asked.TrySetResult();
}))];
try
{
    await using var cluster = await Cluster.Started(options);
    using var ended = new CancellationTokenSource();
    var control = new Control(cluster, folder);
    var listening = control.Listen(ended.Token);
    Console.WriteLine($"{await control.Status()}\nCtrl+C or scripts/cluster down ends it.");
    await Task.WhenAny(asked.Task, control.Down, listening);
    await ended.CancelAsync();
}
catch (InvalidOperationException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
finally
{
    Array.ForEach(signals, signal => signal.Dispose());
    if (given is null && Directory.Exists(folder))
    {
        TestFolders.Remove(folder);
    }
}

return 0;

string? Take(string name)
{
    var at = words.IndexOf(name);
    if (at < 0 || at + 1 == words.Count)
    {
        return null;
    }

    var value = words[at + 1];
    words.RemoveRange(at, 2);
    return value;
}
