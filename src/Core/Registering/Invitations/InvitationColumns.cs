using Webinars.Text;

namespace Webinars.Registering.Invitations;

/// <summary>What the header of a CSV says: where address, name and role stand, in any order and among others.</summary>
internal sealed record InvitationColumns(char Separator, int Count, int Email, int Name, int Role)
{
    private static readonly char[] Separators = [',', ';', '\t'];
    private static readonly string[] Emails = ["email", "e-mail", "mail", "emailaddress", "e-mailaddress", "address"];
    private static readonly string[] Names = ["name", "fullname", "displayname"];

    /// <returns>Null when the line is no header.</returns>
    public static InvitationColumns? Of(string line)
    {
        if (line.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var separator in Separators.OrderByDescending(one => line.Count(c => c == one)))
        {
            var cells = Csv.Read(line, separator)?.Select(cell => cell.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)).ToList();
            if (cells?.FindIndex(Emails.Contains) is >= 0 and var email)
            {
                return new(separator, cells.Count, email, cells.FindIndex(Names.Contains), cells.IndexOf("role"));
            }
        }

        return null;
    }

    public (InvitationEntry? Entry, string? Problem) Read(string line)
    {
        if (Csv.Read(line, Separator) is not { } cells)
        {
            return (null, "A quote is not closed, or something stands behind it.");
        }

        return cells.Skip(Count).Any(cell => cell.Length > 0)
            ? (null, "It has more cells than the header.")
            : (InvitationEntry.OfMailbox(Cell(Email), Cell(Name), Cell(Role)), null);

        string Cell(int index) => index >= 0 && index < cells.Count ? cells[index] : "";
    }
}
