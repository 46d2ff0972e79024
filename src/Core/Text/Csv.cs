using System.Buffers;
using System.Text;

namespace Webinars.Text;

/// <summary>Lines of comma-separated values, as RFC 4180 has them but one line at a time: what is broken in one spoils no other.</summary>
public static class Csv
{
    /// <summary>What a spreadsheet would take for the beginning of a formula.</summary>
    private const string Formula = "=+-@\t\r＝＋－＠";

    private static readonly SearchValues<char> Quotable = SearchValues.Create(",;\"\r\n\t");

    /// <returns>Its cells, trimmed; null when a quote is opened and not closed, or something stands behind a closed one.</returns>
    public static IReadOnlyList<string>? Read(string line, char separator)
    {
        var cells = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < line.Length && line[at] != separator && char.IsWhiteSpace(line[at]))
            {
                at++;
            }

            var cell = at < line.Length && line[at] == '"' ? Quoted(line, ref at) : Bare(line, separator, ref at);
            while (at < line.Length && line[at] != separator && char.IsWhiteSpace(line[at]))
            {
                at++;
            }

            if (cell is null || (at < line.Length && line[at] != separator))
            {
                return null;
            }

            cells.Add(cell.Trim());
            if (at++ >= line.Length)
            {
                return cells;
            }
        }
    }

    /// <summary>One line, with its end. Cells that a spreadsheet would compute begin with an apostrophe.</summary>
    public static string Write(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string? text)
    {
        text ??= "";
        var safe = text.Length > 0 && Formula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(Quotable) || safe != safe.Trim() ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Bare(string line, char separator, ref int at)
    {
        var from = at;
        at = line.IndexOf(separator, from) is >= 0 and var end ? end : line.Length;
        return line[from..at];
    }

    private static string? Quoted(string line, ref int at)
    {
        var cell = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"')
            {
                cell.Append(line[at]);
            }
            else if (at + 1 < line.Length && line[at + 1] == '"')
            {
                cell.Append(line[++at]);
            }
            else
            {
                at++;
                return cell.ToString();
            }
        }

        return null;
    }
}
