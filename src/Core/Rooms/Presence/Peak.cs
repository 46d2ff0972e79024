namespace Webinars.Rooms.Presence;

/// <summary>The highest number of people at once, recomputed from their visits.</summary>
public static class Peak
{
    /// <param name="visits">Of one webinar. One person's visits do not overlap.</param>
    public static int Of(IEnumerable<Visit> visits)
    {
        var (peak, here) = (0, 0);
        foreach (var (_, change) in visits.SelectMany(Steps).Order())
        {
            here += change;
            peak = Math.Max(peak, here);
        }

        return peak;
    }

    /// <summary>At the same moment who goes goes first.</summary>
    private static IEnumerable<(DateTimeOffset At, int Change)> Steps(Visit visit)
    {
        yield return (visit.JoinedAt, 1);
        foreach (var absence in visit.Absences)
        {
            yield return (absence.From, -1);
            yield return (absence.To, 1);
        }

        if (visit.LeftAt is { } left)
        {
            yield return (left, -1);
        }
    }
}
