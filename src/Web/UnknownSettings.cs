using System.Text.Json;

namespace Webinars.Web;

/// <summary>Settings in our sections that nobody reads: misspelt, most likely.</summary>
internal static class UnknownSettings
{
    public static IEnumerable<string> Find(IConfiguration configuration)
    {
        using var file = typeof(UnknownSettings).Assembly.GetManifestResourceStream("appsettings.schema.json")!;
        using var schema = JsonDocument.Parse(file);
        var sections = schema.RootElement.GetProperty("properties").EnumerateObject().Where(section => section.Value.TryGetProperty("properties", out _)).ToDictionary(
            section => section.Name, section => section.Value.GetProperty("properties").EnumerateObject().Select(setting => setting.Name).ToList());
        return [.. from section in sections
                   from given in configuration.GetSection(section.Key).GetChildren()
                   where !section.Value.Contains(given.Key, StringComparer.OrdinalIgnoreCase)
                   select $"The setting {section.Key}:{given.Key} is not known. Is it {section.Key}:{section.Value.MinBy(known => Distance(known, given.Key))}?"];
    }

    /// <summary>How many letters must be changed, added or taken away to make one of the other (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        foreach (var (i, letter) in one.Index())
        {
            var before = row[0];
            row[0] = i + 1;
            for (var j = 1; j < row.Length; j++)
            {
                var changed = before + (char.ToUpperInvariant(letter) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1);
                before = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
