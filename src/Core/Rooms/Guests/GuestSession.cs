using Webinars.Registering;

namespace Webinars.Rooms.Guests;

/// <summary>What stands where the sign-in of an account would: it ends with the seat.</summary>
public static class GuestSession
{
    private const string Start = "guest.";

    public static string Of(Registration one) => $"{Start}{one.Id:N}.{one.Round}";

    /// <returns>Null for the sign-in of an account.</returns>
    public static Guid? Read(string? session) =>
        session is not null && session.StartsWith(Start, StringComparison.Ordinal) && Guid.TryParseExact(session.Split('.')[1], "N", out var id) ? id : null;
}
