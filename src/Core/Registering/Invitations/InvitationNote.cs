namespace Webinars.Registering.Invitations;

/// <summary>What a host is told of one line of their list, other than that it is good.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Said">The line's beginning, or the address.</param>
public sealed record InvitationNote(int Line, string Said, InvitationNoteKind Kind, string Text);

public enum InvitationNoteKind
{
    /// <summary>It cannot be read, or asks for what this host may not give: nothing is done unless they say so.</summary>
    Broken,

    /// <summary>The address stands in the list above.</summary>
    Duplicate,

    /// <summary>They have a seat, wait for one or for the host's word, or were invited before.</summary>
    Already,

    /// <summary>They took their registration back, and are left alone.</summary>
    TookItBack,
}
