namespace Webinars.Registering.Invitations;

/// <summary>A line of a list without a header: one address or several, with or without names.</summary>
internal static class LooseLine
{
    private static readonly (InvitationEntry?, string?)[] Open = [(null, "A quote or a bracket is not closed.")];
    private static readonly (InvitationEntry?, string?)[] None = [(null, "There is no address.")];
    private static readonly (InvitationEntry?, string?)[] Unclear = [(null, "Beside an address there may be one name. For more columns begin with a header: email,name,role.")];

    public static IReadOnlyList<(InvitationEntry? Entry, string? Problem)> Read(string line)
    {
        if (Parts(line) is not { } parts)
        {
            return Open;
        }

        var addresses = parts.Where(part => part.Contains('@', StringComparison.Ordinal)).ToList();
        return addresses.Count == 0 ? None
            : addresses.Count == parts.Count ? [.. parts.Select(part => ((InvitationEntry?)InvitationEntry.OfMailbox(part), (string?)null))]
            : parts.Count == 2 ? [(InvitationEntry.OfMailbox(Unquoted(addresses[0]), Unquoted(parts.Single(part => part != addresses[0]))), null)]
            : Unclear;
    }

    /// <summary>What stands between commas, semicolons and tabs, but for those in quotes or brackets.</summary>
    /// <returns>Null when one of these is not closed.</returns>
    private static List<string>? Parts(string line)
    {
        var parts = new List<string>();
        var (from, inQuotes, inBrackets) = (0, false, false);
        for (var at = 0; at <= line.Length; at++)
        {
            if (at == line.Length || (line[at] is ',' or ';' or '\t' && !inQuotes && !inBrackets))
            {
                if (line[from..at].Trim() is { Length: > 0 } part)
                {
                    parts.Add(part);
                }

                from = at + 1;
            }
            else if (line[at] == '"' && !inBrackets)
            {
                inQuotes = !inQuotes;
            }
            else if (line[at] is '<' or '>' && !inQuotes)
            {
                inBrackets = line[at] == '<';
            }
        }

        return inQuotes || inBrackets ? null : parts;
    }

    private static string Unquoted(string part) => part is ['"', .., '"'] and { Length: > 1 } ? part[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : part;
}
