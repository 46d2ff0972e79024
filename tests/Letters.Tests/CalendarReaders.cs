using System.Diagnostics;
using System.Text.Json;

namespace Webinars.Letters.Tests;

/// <summary>Those who read calendar entries: a library that is not the one that wrote them, and a calendar program of Debian's.</summary>
internal static class CalendarReaders
{
    /// <summary>What ical.js reads in it.</summary>
    public static async Task<JsonElement> Library(ReadOnlyMemory<byte> file) =>
        JsonElement.Parse(await Run(new ProcessStartInfo("node", ["read-calendar.mjs"]) { WorkingDirectory = Source() }, file));

    public static async Task<string> Run(ProcessStartInfo program, ReadOnlyMemory<byte> input = default)
    {
        (program.RedirectStandardInput, program.RedirectStandardOutput, program.RedirectStandardError) = (true, true, true);
        using var process = Process.Start(program)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await complained);
        return await said;
    }

    /// <summary>The folder of these tests, where the library is.</summary>
    private static string Source()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webinar.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests", "Letters.Tests");
    }
}
