namespace Webinars.Api;

/// <summary>A word of a closed list in a query, in any case: <c>status=waitlisted</c>.</summary>
internal static class QueryWord
{
    /// <exception cref="RefusedException">invalid, with the field.</exception>
    public static T? Read<T>(string? word, string field) where T : struct, Enum => string.IsNullOrEmpty(word) ? null
        : Enum.TryParse<T>(word, ignoreCase: true, out var one) && Enum.IsDefined(one) && !char.IsAsciiDigit(word[0]) ? one
        : throw new RefusedException(Refusal.Invalid(field, $"One of: {string.Join(", ", Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]))}."));
}
