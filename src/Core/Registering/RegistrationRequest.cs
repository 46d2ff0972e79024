using Webinars.Mail;
using Webinars.Scheduling;
using Webinars.Text;

namespace Webinars.Registering;

/// <summary>What somebody says who wants to come.</summary>
/// <param name="Email">Null: the verified one of who is signed in.</param>
/// <param name="TimeZone">IANA name; one that is unknown is as none.</param>
public sealed record RegistrationRequest(string? Email, string? Name, IReadOnlyDictionary<string, string>? Answers, string? TimeZone)
{
    /// <exception cref="RefusedException">invalid, too-short, too-long, bad-text; with the field.</exception>
    public RegistrationRequest Checked(Access access) => new(
        EmailAddress.Read(Email) ?? throw new RefusedException(Refusal.Invalid("email", "An e-mail address such as ada@example.com.")),
        PlainText.Clean(Name, 1, 80, field: "name"),
        access.Questions.Select(question => (question.Id, Said: question.Read(Answers?.GetValueOrDefault(question.Id)))).Where(one => one.Said is not null)
            .ToDictionary(one => one.Id, one => one.Said!),
        TimeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) && zone.HasIanaId ? zone.Id : null);
}
