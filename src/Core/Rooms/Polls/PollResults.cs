namespace Webinars.Rooms.Polls;

/// <param name="Counts">People per option.</param>
/// <param name="Voters">People who chose anything.</param>
public sealed record PollResults(IReadOnlyList<int> Counts, int Voters);
