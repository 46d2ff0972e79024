using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Webinars.Sandbox.Clerk;

/// <summary>One thing that the stand-in remembers. Never changed, only put again under the same id. All times are epoch milliseconds.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Person), "person")]
[JsonDerivedType(typeof(Session), "session")]
[JsonDerivedType(typeof(Client), "client")]
[JsonDerivedType(typeof(SignUp), "sign-up")]
[JsonDerivedType(typeof(SignIn), "sign-in")]
[JsonDerivedType(typeof(Code), "code")]
[JsonDerivedType(typeof(Picture), "picture")]
[JsonDerivedType(typeof(Invitation), "invitation")]
[JsonDerivedType(typeof(SignInToken), "sign-in-token")]
[JsonDerivedType(typeof(Gone), "gone")]
public abstract record Kept(string Id, long CreatedAt);

/// <summary>Stands in the place of a record that was deleted.</summary>
public sealed record Gone(string Id, long CreatedAt) : Kept(Id, CreatedAt);

/// <summary>A verified person: Clerk's "user".</summary>
public sealed record Person(string Id, long CreatedAt) : Kept(Id, CreatedAt)
{
    public required string EmailId { get; init; }

    /// <summary>The primary address: verified, trimmed and in lower case; no two people share one.</summary>
    public required string Email { get; init; }

    /// <summary>Taken on somebody's word and not by a code.</summary>
    public bool EmailByAdmin { get; init; }

    /// <summary>The addresses that are not the primary one.</summary>
    public IReadOnlyList<Address> Others { get; init; } = [];
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public string? PasswordHash { get; init; }
    public JsonObject PublicMetadata { get; init; } = [];
    public JsonObject PrivateMetadata { get; init; } = [];
    public JsonObject UnsafeMetadata { get; init; } = [];
    public long UpdatedAt { get; init; } = CreatedAt;
    public long? LastSignInAt { get; init; }
    public string? ExternalId { get; init; }
    public bool Banned { get; init; }
    public bool Locked { get; init; }
    public string? PictureId { get; init; }
}

/// <param name="CodeId">The code that is to verify it; null before one was asked for.</param>
public sealed record Address(string Id, string Email, long CreatedAt, bool Verified, bool ByAdmin, string? CodeId = null);

/// <summary>A picture that somebody has uploaded of themselves.</summary>
/// <param name="Content">Base64.</param>
public sealed record Picture(string Id, long CreatedAt, string Type, string Content) : Kept(Id, CreatedAt);

/// <param name="Ticket">What the link holds; it stands for a verified address.</param>
public sealed record Invitation(string Id, long CreatedAt, string Email, string Ticket, long ExpiresAt) : Kept(Id, CreatedAt)
{
    public string Status { get; init; } = "pending";
    public string? RedirectUrl { get; init; }
    public JsonObject PublicMetadata { get; init; } = [];
    public long UpdatedAt { get; init; } = CreatedAt;

    public string StatusAt(long now) => Status == "pending" && now >= ExpiresAt ? "expired" : Status;
}

/// <summary>Signs its user in, once.</summary>
public sealed record SignInToken(string Id, long CreatedAt, string PersonId, string Ticket, long ExpiresAt) : Kept(Id, CreatedAt)
{
    public string Status { get; init; } = "pending";
    public long UpdatedAt { get; init; } = CreatedAt;
}

/// <param name="ClientId">The browser that holds it; a session made by a script has a client that nobody holds.</param>
public sealed record Session(string Id, long CreatedAt, string PersonId, string ClientId) : Kept(Id, CreatedAt)
{
    public string Status { get; init; } = "active";
    public long UpdatedAt { get; init; } = CreatedAt;
    public long ExpireAt { get; init; } = CreatedAt + (7 * 86_400_000L);
    public long AbandonAt => CreatedAt + (30 * 86_400_000L);

    public string StatusAt(long now) => Status == "active" && now >= ExpireAt ? "expired" : Status;
}

/// <summary>One browser, known by its <c>__client</c> cookie; it holds one session at a time.</summary>
public sealed record Client(string Id, long CreatedAt, string Cookie) : Kept(Id, CreatedAt)
{
    public string? SessionId { get; init; }
    public string? SignUpId { get; init; }
    public string? SignInId { get; init; }
    public string? LastStrategy { get; init; }
    public long UpdatedAt { get; init; } = CreatedAt;
}

public sealed record SignUp(string Id, long CreatedAt, string ClientId) : Kept(Id, CreatedAt)
{
    public string? Email { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? PasswordHash { get; init; }
    public JsonObject UnsafeMetadata { get; init; } = [];
    public string? CodeId { get; init; }

    /// <summary>Whoever was invited needs no code.</summary>
    public string? InvitationId { get; init; }
    public string? CreatedPersonId { get; init; }
    public string? CreatedSessionId { get; init; }
}

public sealed record SignIn(string Id, long CreatedAt, string ClientId) : Kept(Id, CreatedAt)
{
    public string Status { get; init; } = "needs_identifier";
    public string? PersonId { get; init; }
    public string? CodeId { get; init; }
    public string? CreatedSessionId { get; init; }
}

/// <summary>A code that Clerk would have sent by e-mail.</summary>
/// <param name="Strategy"><c>email_code</c> or <c>reset_password_email_code</c>.</param>
/// <param name="Purpose"><c>sign-up</c>, <c>sign-in</c>, <c>reset-password</c> or <c>add-address</c>.</param>
public sealed record Code(string Id, long CreatedAt, string Email, string Digits, string Strategy, string Purpose) : Kept(Id, CreatedAt)
{
    public const int MaxAttempts = 5;

    public long ExpiresAt => CreatedAt + 600_000;
    public int Attempts { get; init; }
    public bool Verified { get; init; }
    public bool Replaced { get; init; }

    public string StatusAt(long now) =>
        Verified ? "verified" : Replaced || now >= ExpiresAt ? "expired" : Attempts >= MaxAttempts ? "failed" : "unverified";
}
