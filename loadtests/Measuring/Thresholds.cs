namespace Webinars.LoadTests.Measuring;

/// <summary>What was asked to hold. Null: not asked. What is not known does not hold.</summary>
/// <param name="Cpu">Server CPU seconds for a million deliveries.</param>
/// <param name="Kb">Server memory for each attendee.</param>
/// <param name="Ratio">Server CPU for a delivery, against each server compared with.</param>
internal sealed record Thresholds(double? P99 = null, double? Cpu = null, double? Kb = null, double? Ratio = null)
{
    /// <param name="compared">By name.</param>
    /// <returns>What does not hold, in words.</returns>
    public IEnumerable<string> Broken(FanOutFigures product, IReadOnlyDictionary<string, FanOutFigures> compared)
    {
        (string What, double? Is, double? Most)[] asked =
        [
            ("p99 in ms", product.P99Ms, P99),
            ("server CPU s per million deliveries", product.ServerCpuSecondsPerMillion, Cpu),
            ("server KB per attendee", product.KbPerAttendee, Kb),
            .. compared.Select(one => ($"server CPU against {one.Key}", product.ServerCpuSecondsPerMillion / one.Value.ServerCpuSecondsPerMillion, Ratio)),
        ];
        return asked.Where(one => one.Most is not null && !(one.Is <= one.Most))
            .Select(one => FormattableString.Invariant($"{one.What}: {(one.Is is { } known ? Math.Round(known, 2) : "not known")}, at most {one.Most} was asked for"));
    }
}
