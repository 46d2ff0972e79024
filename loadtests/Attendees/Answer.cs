namespace Webinars.LoadTests.Attendees;

/// <summary>What came back for a call.</summary>
/// <param name="At">When its bytes were read (<see cref="System.Diagnostics.Stopwatch"/> ticks).</param>
/// <param name="Position">Of a receipt; 0 where there is none.</param>
/// <param name="Refusal">The refusal's code; null when it was accepted.</param>
internal readonly record struct Answer(long At, long Position, string? Refusal);
