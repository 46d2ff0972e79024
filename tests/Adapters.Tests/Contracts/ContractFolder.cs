using System.Text.Json;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>The vendors' documents, which lie beside the repository and are no part of it: in <c>CONTRACTS_DIR</c>, else in <c>../shared/contracts</c>.</summary>
internal static class ContractFolder
{
    private static readonly string Path = Environment.GetEnvironmentVariable("CONTRACTS_DIR") is { Length: > 0 } said ? said : BesideTheRepository();

    public static bool IsThere => Directory.Exists(Path);

    /// <summary>The text of a file. Where the folder is missing the test is skipped; with <c>CI=true</c> it fails.</summary>
    public static string Read(string file)
    {
        if (!IsThere)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"CI must have the vendors' documents, and there are none in {Path}: set CONTRACTS_DIR");
            Assert.Skip($"The vendors' documents are not in {Path}: set CONTRACTS_DIR");
        }

        return File.ReadAllText(System.IO.Path.Combine(Path, file));
    }

    /// <summary>A webhook as the vendor would send it, e.g. <c>clerk.user.created</c>.</summary>
    public static JsonElement Webhook(string name) => JsonElement.Parse(Read($"webhooks/{name}.json"));

    private static string BesideTheRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Webinar.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Webinar.sln above the tests");
        }

        return System.IO.Path.Combine(folder.Parent!.FullName, "shared", "contracts");
    }
}
