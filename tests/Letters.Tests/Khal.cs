using System.Diagnostics;

namespace Webinars.Letters.Tests;

/// <summary>Debian's calendar program khal, with an empty calendar of its own, in UTC.</summary>
internal sealed class Khal : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webinars-khal-").FullName;

    public Khal() => File.WriteAllText(Path.Combine(_folder, "config"), $"""
        [calendars]
        [[home]]
        path = {_folder}/home
        type = calendar
        [locale]
        local_timezone = UTC
        default_timezone = UTC
        timeformat = %H:%M
        dateformat = %Y-%m-%d
        longdateformat = %Y-%m-%d
        datetimeformat = %Y-%m-%d %H:%M
        longdatetimeformat = %Y-%m-%d %H:%M
        [default]
        default_calendar = home
        [sqlite]
        path = {_folder}/khal.db
        """);

    /// <summary>As somebody who opens the attachment.</summary>
    public async Task Import(ReadOnlyMemory<byte> file)
    {
        var path = Path.Combine(_folder, "webinar.ics");
        await File.WriteAllBytesAsync(path, file.ToArray());
        await Run("import", "--batch", path);
    }

    /// <summary>What stands in the calendar in the ten days around a moment, a line each.</summary>
    public async Task<IReadOnlyList<string>> List(DateTimeOffset around) =>
        (await Run("list", "--day-format", "", "--format", "{cancelled}{start-long} {end-time} {title}", $"{around.AddDays(-5):yyyy-MM-dd}", "10d")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<string> Run(params string[] words)
    {
        var program = new ProcessStartInfo("khal", ["-c", Path.Combine(_folder, "config"), .. words]);
        program.Environment["LC_ALL"] = "C.UTF-8";
        program.Environment["HOME"] = _folder;
        return CalendarReaders.Run(program);
    }
}
