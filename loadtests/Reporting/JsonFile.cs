using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.LoadTests.Reporting;

/// <summary>Where <c>--json</c> puts the figures.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="path">Null: nobody asked for one.</param>
    public static async Task Write(string? path, JsonObject figures, CancellationToken ct)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            await File.WriteAllTextAsync(path, figures.ToJsonString(Indented) + '\n', ct);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new RunFailedException($"The figures could not be written: {failed.Message}");
        }
    }
}
