namespace Webinars.Outbox;

/// <summary>Why a delivery did not leave, in words an operator understands, and what to do about it.</summary>
public sealed record DeliveryProblem(string Why, string Advice)
{
    /// <param name="problem">As <see cref="Delivery.Problem"/> has it.</param>
    public static DeliveryProblem Of(string? problem) => problem switch
    {
        "rejected-400" or "rejected-422" => new("The service refused the address, or what was to be sent.", "Look at the address. If it is wrong, leave this alone: whoever it is for can register again. Send it again once the cause is put right."),
        "rejected-401" or "rejected-403" => new("The service does not accept our key or our sender.", "Check the keys and the sender’s domain in the settings, then send all of these again."),
        "rejected-409" => new("The service knows this delivery with other content.", "It has most likely arrived already. Send it again only if its reader says that it has not."),
        "rejected-413" => new("It is larger than the service takes.", "Shorten the webinar’s description, then send it again."),
        "not-found" => new("The service does not know what was asked for.", "Check the service’s address and, for notices, its workflows; then send it again."),
        "rate-limited" => new("The service asked us to slow down for almost a day.", "Check the account’s limits and its daily quota, then send it again."),
        "no-answer" => new("The service did not answer for almost a day.", "It may have arrived all the same. See whether the service is well, then send it again."),
        "fault" => new("A fault of this program.", "The log says more, at the time of the last attempt. Send it again once that is mended."),
        "too-late" => new("Its time was over before it could be sent.", "See whether the process was down. Send it again if it still makes sense."),
        null => new("It was not tried yet.", "Nothing to do."),
        _ => new($"The service refused it ({problem}).", "Look at the service’s own log, then send it again."),
    };
}
