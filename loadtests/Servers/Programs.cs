namespace Webinars.LoadTests.Servers;

/// <summary>How the servers that are measured are started: both from the same kind of build, under the same runtime settings.</summary>
internal static class Programs
{
    /// <summary>Lifted, because they would measure the limits.</summary>
    private static readonly Dictionary<string, string> NoLimits = new()
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
    };

    private static string Web(string file) => Path.Combine(AppContext.BaseDirectory, "..", "..", "Web", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), file);

    public static Task<ServerProcess> StartProduct(CancellationToken ct) => ServerProcess.Start([Web("Webinars.Web.dll")], NoLimits, ct);

    public static Task<ServerProcess> StartBare(CancellationToken ct) => ServerProcess.Start(
        ["exec", "--runtimeconfig", Web("Webinars.Web.runtimeconfig.json"), typeof(Programs).Assembly.Location, BareHub.Command],
        new Dictionary<string, string>(),
        ct);
}
