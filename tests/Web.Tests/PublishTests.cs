using System.Diagnostics;

namespace Webinars.Web.Tests;

public sealed class PublishTests
{
    [Fact]
    public async Task A_published_build_holds_no_sandbox_and_does_not_start_without_keys()
    {
        var folder = Directory.CreateTempSubdirectory("webinars-published-").FullName;
        try
        {
            var (published, said) = await Run("dotnet", Root(), "publish", "src/Web", "-c", "Release", "-o", folder, "-nodeReuse:false", "-v", "quiet");
            Assert.True(published == 0, said);
            Assert.NotEmpty(Directory.GetFiles(folder, "Webinars.Web.dll"));
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "wwwroot", "dist"), "*.js"));
            Assert.DoesNotContain(Directory.GetFiles(folder, "*", SearchOption.AllDirectories), file => file.Contains("Sandbox", StringComparison.OrdinalIgnoreCase));

            var (started, refused) = await Run("dotnet", folder, "Webinars.Web.dll");
            Assert.NotEqual(0, started);
            Assert.Contains("Clerk:SecretKey is missing", refused, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Webinar.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private static async Task<(int ExitCode, string Output)> Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }
}
