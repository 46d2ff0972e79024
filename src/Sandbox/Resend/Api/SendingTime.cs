using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Webinars.Sandbox.Resend.Api;

/// <summary><c>scheduled_at</c>: ISO 8601, or words such as <c>in 1 hour</c>; at most 30 days ahead. Source: Resend docs, "Schedule email".</summary>
internal static partial class SendingTime
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(30);

    /// <returns>Null when there is none.</returns>
    public static DateTimeOffset? Read(JsonNode? json, DateTimeOffset now)
    {
        if (json is null)
        {
            return null;
        }

        var text = json.GetValueKind() is JsonValueKind.String ? json.GetValue<string>() : "";
        DateTimeOffset at;
        if (Words().Match(text) is { Success: true } words)
        {
            var number = int.Parse(words.Groups["number"].Value, CultureInfo.InvariantCulture);
            at = now + (words.Groups["unit"].Value[0] switch { 'm' => TimeSpan.FromMinutes(number), 'h' => TimeSpan.FromHours(number), _ => TimeSpan.FromDays(number) });
        }
        else if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at))
        {
            throw ResendException.Invalid("Invalid `scheduled_at` field. The date needs to be in ISO 8601 format or natural language such as `in 1 hour`.");
        }

        return at <= now + Farthest ? at : throw ResendException.Invalid("Invalid `scheduled_at` field. An email can be scheduled up to 30 days in advance.");
    }

    [GeneratedRegex(@"^in (?<number>\d{1,4}) ?(?<unit>min|minutes?|h|hours?|days?)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
