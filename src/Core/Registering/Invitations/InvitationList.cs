using Webinars.Mail;
using Webinars.People;
using Webinars.Text;

namespace Webinars.Registering.Invitations;

/// <summary>A list of people as hosts paste or export it: addresses, "Ada &lt;ada@example.com&gt;", or CSV whose header names its columns. Every line is read for itself.</summary>
public sealed record InvitationList(IReadOnlyList<Invitation> Good, IReadOnlyList<InvitationNote> Broken)
{
    public const int MostPeople = 10_000;
    public const int MostCharacters = 1024 * 1024;
    private const int LongestSaid = 80;

    /// <exception cref="RefusedException">too-large, bad-text; both with the field <c>text</c>.</exception>
    public static InvitationList Read(string? text)
    {
        text ??= "";
        if (text.Length > MostCharacters)
        {
            throw new RefusedException(Refusal.TooLarge with { Text = "A list has at most 1 MB.", Field = "text" });
        }

        if (!PlainText.IsWellFormed(text))
        {
            throw new RefusedException(Refusal.BadText with { Field = "text" });
        }

        var (good, broken) = (new List<Invitation>(), new List<InvitationNote>());
        var lines = new StringReader(text.TrimStart('\uFEFF'));
        InvitationColumns? columns = null;
        var isFirst = true;
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (line.All(c => char.IsWhiteSpace(c) || c is ',' or ';' or '"') || (isFirst && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (isFirst && (columns = InvitationColumns.Of(line)) is not null)
            {
                isFirst = false;
                continue;
            }

            isFirst = false;
            foreach (var (entry, problem) in columns is null ? LooseLine.Read(line) : [columns.Read(line)])
            {
                if (problem is not null)
                {
                    broken.Add(new InvitationNote(number, Start(line), InvitationNoteKind.Broken, problem));
                }
                else
                {
                    Take(entry!, number, line);
                }
            }

            if (good.Count + broken.Count > MostPeople)
            {
                throw new RefusedException(Refusal.TooLarge with { Text = $"A list has at most {MostPeople:N0} people.", Field = "text" });
            }
        }

        return new InvitationList(good, broken);

        void Take(InvitationEntry entry, int number, string line)
        {
            try
            {
                var name = PlainText.Clean(entry.Name, 0, 80);
                if (EmailAddress.Read(entry.Address) is not { } email)
                {
                    broken.Add(new InvitationNote(number, Start(line), InvitationNoteKind.Broken, entry.Address.Length == 0 ? "There is no address." : "This is not an e-mail address."));
                }
                else if (!TryRole(entry.Role, out var role))
                {
                    broken.Add(new InvitationNote(number, Start(line), InvitationNoteKind.Broken, "The role is attendee, panelist, moderator or host."));
                }
                else
                {
                    good.Add(new Invitation(number, email, name.Length == 0 ? null : name, role));
                }
            }
            catch (RefusedException refused)
            {
                broken.Add(new InvitationNote(number, Start(line), InvitationNoteKind.Broken, $"The name: {refused.Refusal.Text}"));
            }
        }
    }

    /// <param name="role">Null for none, and for attendees: that is what everybody is.</param>
    public static bool TryRole(string? word, out Role? role)
    {
        role = null;
        switch (word?.Trim().ToLowerInvariant())
        {
            case null or "" or "attendee":
                return true;
            case "panelist":
                role = Role.Panelist;
                return true;
            case "moderator":
                role = Role.Moderator;
                return true;
            case "host":
                role = Role.Host;
                return true;
            default:
                return false;
        }
    }

    private static string Start(string line)
    {
        var start = line.Trim();
        return start.Length <= LongestSaid ? start : start[..(LongestSaid - (char.IsHighSurrogate(start[LongestSaid - 1]) ? 1 : 0))] + "…";
    }
}

/// <summary>What a line says of one person, as it stands there.</summary>
internal sealed record InvitationEntry(string Address, string? Name, string? Role)
{
    /// <summary>"ada@example.com", "mailto:ada@example.com" or "Ada &lt;ada@example.com&gt;".</summary>
    public static InvitationEntry OfMailbox(string text, string? name = null, string? role = null)
    {
        var at = text.EndsWith('>') ? text.LastIndexOf('<') : -1;
        var (said, address) = at < 0 ? ("", text) : (text[..at].Trim(), text[(at + 1)..^1].Trim());
        if (said is ['"', .., '"'] and { Length: > 1 })
        {
            said = said[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\"\"", "\"", StringComparison.Ordinal);
        }

        return new(address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address[7..] : address, string.IsNullOrWhiteSpace(name) ? said : name, role);
    }
}
