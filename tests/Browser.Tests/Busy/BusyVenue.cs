namespace Webinars.Browser.Tests.Busy;

/// <summary>A server that lets a few people be as loud as many, and leaves nothing out when this machine is busy.</summary>
public sealed class BusyVenue : Venue
{
    public BusyVenue()
    {
        foreach (var limit in new[] { "OpenQuestionsPerPerson", "VotesPerSecond", "ActionsPerSecond", "ReactionsPerSecond" })
        {
            App.Settings[$"Limits__{limit}"] = "0";
        }

        App.Settings["Load__SlowCounts"] = "0";
    }
}
