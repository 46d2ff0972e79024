using System.Security.Cryptography;

namespace Webinars.Sandbox.Clerk.Persons;

/// <summary>Kept as <c>pbkdf2_sha256$iterations$salt$hash</c>, base64.</summary>
public static class Password
{
    private const int Iterations = 100_000;

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"pbkdf2_sha256${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Iterations))}";
    }

    public static bool Matches(string password, string? hash) =>
        hash?.Split('$') is [_, var iterations, var salt, var expected]
        && CryptographicOperations.FixedTimeEquals(
            Derive(password, Convert.FromBase64String(salt), int.Parse(iterations)), Convert.FromBase64String(expected));

    /// <summary>Refuses what the instance's settings forbid, naming the form field.</summary>
    public static string Accept(string password, string parameter)
    {
        if (password.Length < 8)
        {
            throw ClerkError.Field(
                parameter, "form_password_length_too_short", "Passwords must be 8 characters or more.", "Passwords must be 8 characters or more.");
        }

        return password.Length <= 72
            ? password
            : throw ClerkError.Field(
                parameter, "form_password_length_too_long", "Passwords must be 72 characters or less.", "Passwords must be 72 characters or less.");
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, 32);
}
