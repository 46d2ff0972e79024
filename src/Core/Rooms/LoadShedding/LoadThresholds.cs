using System.ComponentModel.DataAnnotations;

namespace Webinars.Rooms.LoadShedding;

/// <summary>How busy a room must be for each step, in percent. 0: neither this step nor any after it is taken.</summary>
public sealed record LoadThresholds
{
    /// <summary>A step is left below this part of its threshold, so that it is not taken and left in turns.</summary>
    private const double Left = 0.7;

    [Range(0, 100)]
    public int SlowCounts { get; init; } = 65;

    [Range(0, 100)]
    public int Paced { get; init; } = 70;

    [Range(0, 100)]
    public int SampledReactions { get; init; } = 75;

    [Range(0, 100)]
    public int SampledChat { get; init; } = 85;

    [Range(0, 100)]
    public int ReadOnly { get; init; } = 95;

    /// <returns>How busy it must be for one step more, 0 to 1; null when there is none.</returns>
    public double? Above(Load step)
    {
        int[] table = [SlowCounts, Paced, SampledReactions, SampledChat, ReadOnly];
        return (int)step < table.Length && table[(int)step] is > 0 and var percent ? percent / 100d : null;
    }

    /// <returns>How busy it must be no more for this step to be left, 0 to 1; null for the normal.</returns>
    public double? Below(Load step) => step is Load.Normal ? null : Above(step - 1) * Left;
}
