using System.Security.Cryptography;

namespace Webinars.Sandbox.Clerk.Frontend.SigningIn;

/// <summary>Six digits that Clerk would have sent by e-mail. Nothing is sent: the sandbox shows them.</summary>
internal static class EmailCodes
{
    public const string Strategy = "email_code";
    public const string ResetStrategy = "reset_password_email_code";

    /// <param name="before">The attempt's code so far, which ends hereby.</param>
    public static Code Send(ClerkStore store, string email, string strategy, string purpose, Code? before)
    {
        if (before is { Verified: false })
        {
            store.Put(before with { Replaced = true });
        }

        return store.Put(new Code(
            ClerkStore.NewId("code"), store.Now, email, RandomNumberGenerator.GetString("0123456789", 6), strategy, purpose));
    }

    /// <summary>Returns when <paramref name="digits"/> are right and spends the code; counts the attempt and refuses when not.</summary>
    public static void Spend(ClerkStore store, Code? code, string digits)
    {
        switch (code?.StatusAt(store.Now))
        {
            case null:
                throw new ClerkError(400, "verification_missing", "missing verification", "Ask for a code first.");
            case "verified":
                throw new ClerkError(400, "verification_already_verified", "already verified", "This verification has already been verified.");
            case "expired":
                throw new ClerkError(400, "verification_expired", "expired", "This verification has expired. You must ask for a new code.");
            case "failed":
                throw new ClerkError(
                    400, "verification_failed", "failed", "Too many failed attempts. You have to try again with the same or another method.");
        }

        var right = code.Digits == digits;
        store.Put(code with { Attempts = code.Attempts + 1, Verified = right });
        if (!right)
        {
            throw ClerkError.Field("code", "form_code_incorrect", "Incorrect code", "is incorrect");
        }
    }
}
