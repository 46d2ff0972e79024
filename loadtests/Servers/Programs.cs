using System.ComponentModel;
using Webinars.Servers;

namespace Webinars.LoadTests.Servers;

/// <summary>How the servers that are measured are started: both from the same kind of build, under the same runtime settings.</summary>
internal static class Programs
{
    /// <summary>Lifted, because they would measure the limits.</summary>
    private static readonly Dictionary<string, string?> NoLimits = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Limits__ChatPerTenSeconds"] = "0",
        ["Limits__QuestionEverySeconds"] = "0",
        ["Limits__OpenQuestionsPerPerson"] = "0",
        ["Limits__VotesPerSecond"] = "0",
        ["Limits__HistoryPerSecond"] = "0",
        ["Limits__ResumesPerTenSeconds"] = "0",
        ["Limits__ActionsPerSecond"] = "0",
        ["Limits__ReactionsPerSecond"] = "0",
        ["Limits__ConnectionsPerAddress"] = "0",
        ["Load__SlowCounts"] = "0",

        // Thousands who come for the first time are introduced to the notices' vendor by and by; what that costs is no part of a room.
        ["Knock__WritesPerSecond"] = "0.01",
    };

    /// <summary>What the product may be compared with, by name: a bare SignalR hub, and one that gathers messages as the product does.</summary>
    public static IReadOnlyDictionary<string, string[]> Bare { get; } = new Dictionary<string, string[]> { ["bare"] = [], ["bare-tick"] = [BareHub.Tick, "100"] };

    private static string Web(string file) => Path.Combine(AppContext.BaseDirectory, "..", "..", "Web", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), file);

    public static Task<ServerProcess> StartProduct(CancellationToken ct) => ServerProcess.Start([Web("Webinars.Web.dll")], NoLimits, ct);

    /// <exception cref="RunFailedException">One of them does not start.</exception>
    public static async Task<Cluster> StartNodes(int nodes)
    {
        try
        {
            return await Cluster.Started(new ClusterOptions { Nodes = nodes, Settings = NoLimits });
        }
        catch (Exception failed) when (failed is InvalidOperationException or Win32Exception)
        {
            throw new RunFailedException($"The nodes, or what they need, did not start: {failed.Message}");
        }
    }

    /// <param name="name">One of <see cref="Bare"/>.</param>
    public static Task<ServerProcess> StartBare(string name, CancellationToken ct) => ServerProcess.Start(
        ["exec", "--runtimeconfig", Web("Webinars.Web.runtimeconfig.json"), typeof(Programs).Assembly.Location, BareHub.Command, .. Bare[name]],
        new Dictionary<string, string?>(),
        ct);
}
