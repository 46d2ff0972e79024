using System.Text;

namespace Webinars.Letters;

/// <summary>A letter as plain text.</summary>
internal static class PlainTwin
{
    public static string Of(Composition letter)
    {
        var text = new StringBuilder();
        text.Append(letter.Heading).Append("\n\n");
        foreach (var block in letter.Blocks)
        {
            text.Append(Of(block)).Append("\n\n");
        }

        text.Append("-- \n").Append(letter.Reason).Append('\n');
        return letter.Preferences is null ? text.ToString() : text.Append(Composition.PreferencesLabel).Append(":\n").Append(letter.Preferences).Append('\n').ToString();
    }

    private static string Of(Block block) => block switch
    {
        Block.Paragraph(var words) => words,
        Block.Button(var label, var url) => $"{label}:\n{url}",
        Block.When(var yours, null, var length) => $"{yours}\n{length}",
        Block.When(var yours, var organisers, var length) => $"Your time: {yours}\nOrganiser's time: {organisers}\n{length}",
        Block.Quote(var by, var said) => string.Join('\n', said.Split('\n').Select(line => $"> {line}")) + $"\n- {by}",
        Block.Code(var code) => $"    {code}",
        Block.Links(var label, var urls) => $"{label}{(label.EndsWith('?') ? "" : ":")}\n{string.Join('\n', urls.Select(one => $"{one.Label}: {one.Url}"))}",
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    };
}
