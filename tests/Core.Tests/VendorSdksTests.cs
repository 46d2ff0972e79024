using System.Diagnostics;

namespace Webinars.Core.Tests;

/// <summary>The vendors' own packages are for who asks for them: whoever does not needs no feed that has them.</summary>
public sealed class VendorSdksTests
{
    private static readonly string[] Packages = ["\"Clerk.BackendAPI\"", "\"Mux.Csharp.Sdk\"", "\"Resend\"", "\"Knock.net\""];

    [Fact]
    public async Task Nothing_that_the_solution_restores_asks_for_a_vendors_package()
    {
        var asked = await Restored();
        Assert.Contains("Web.csproj", asked, StringComparison.Ordinal);
        Assert.All(Packages, package => Assert.DoesNotContain(package, asked, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("VendorSdks.csproj", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_property_it_asks_for_all_four()
    {
        var asked = await Restored("-p:VendorSdks=true");
        Assert.All(Packages, package => Assert.Contains(package, asked, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Only_one_project_names_them() => Assert.Equal(
        ["src/VendorSdks/VendorSdks.csproj"],
        Repository.Files("src", ".csproj").Concat(Repository.Files("tests", ".csproj")).Where(file => Packages.Any(package => Repository.Read(file).Contains(package, StringComparison.OrdinalIgnoreCase))));

    /// <summary>What NuGet would be asked for, of every project that the solution reaches; nothing is fetched.</summary>
    private static async Task<string> Restored(params string[] properties)
    {
        var graph = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(
                "dotnet", ["msbuild", "Webinar.sln", "-t:GenerateRestoreGraphFile", $"-p:RestoreGraphOutputPath={graph}", "-nodeReuse:false", "-v:q", .. properties])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
            };
            start.Environment.Remove("VendorSdks");
            using var msbuild = Process.Start(start)!;
            var said = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(msbuild.ExitCode == 0, said);
            return await File.ReadAllTextAsync(graph, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(graph);
        }
    }
}
