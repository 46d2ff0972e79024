using System.Text.Json.Serialization;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>So much a day (UTC) for one webinar, counted in the store: whatever node is asked, and saved with what was done.</summary>
public sealed class DayQuota(IStore store, TimeProvider time)
{
    public const string Kind = "day-quota";

    /// <param name="what">E.g. <c>invitations</c>.</param>
    /// <param name="perDay">0: no limit.</param>
    /// <returns>To be saved in one commit with what it is for.</returns>
    /// <exception cref="RefusedException">too-fast: it would be more than that. It names the field <c>text</c>, where what is sent stands.</exception>
    public async Task<IEnumerable<Put>> Take(string what, Guid webinar, int amount, int perDay, CancellationToken ct)
    {
        if (perDay == 0)
        {
            return [];
        }

        var now = time.GetUtcNow();
        var tomorrow = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        var id = $"{what}.{webinar:N}";
        var document = await store.Get(Kind, id, ct);
        var used = document.Read<Used>() is { } last && last.Until == tomorrow ? last.Amount : 0;
        return used + amount <= perDay
            ? [StoredJson.Put(Kind, id, new Used(tomorrow, used + amount), document?.Version ?? 0, [DocumentKey.Expires(tomorrow)])]
            : throw new RefusedException(Refusal.TooFast(tomorrow - now) with { Field = "text", Text = $"For this webinar {Math.Max(0, perDay - used):N0} of {perDay:N0} {what} are left today." });
    }

    private sealed record Used([property: JsonRequired] DateTimeOffset Until, int Amount);
}

/// <summary>How much may be sent for one webinar on one day at its hosts' word; 0: no limit.</summary>
public sealed record DayLimits(int Invitations, int Announcements);
