namespace Webinars.KillTest;

/// <param name="Acked">Appends that the killed processes acknowledged.</param>
/// <param name="Found">Events that were in the logs at the end; some were saved and never acknowledged.</param>
/// <param name="Lost">Acknowledged, and not at their position.</param>
/// <param name="Torn">Events without their document, with a wrong one, or documents without their event.</param>
public sealed record KillReport(int Cycles, int Acked, int Found, int Lost, int Gaps, int Doubles, int Torn)
{
    public bool IsClean => Lost + Gaps + Doubles + Torn == 0;
}
