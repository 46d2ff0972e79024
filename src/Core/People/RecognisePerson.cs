using Webinars.Storage;
using Webinars.Text;

namespace Webinars.People;

/// <summary>Turns the subject of a verified session into a person of ours; the first time it asks the directory who that is.</summary>
public sealed class RecognisePerson(PersonStore people, IUserDirectory directory)
{
    /// <exception cref="RefusedException">not-signed-in: the provider knows no such user; busy.</exception>
    public async Task<Person> Run(string subject, CancellationToken ct)
    {
        if (await people.GetBySubject(subject, ct) is { } known)
        {
            return known;
        }

        var user = await directory.Find(subject, ct) ?? throw new RefusedException(Refusal.NotSignedIn);
        var person = new Person(Guid.CreateVersion7(), subject, DisplayName(user), user.Email, user.Picture);
        try
        {
            await people.Add(person, ct);
            return person;
        }
        catch (KeyTakenException)
        {
            // Two first requests of one person: the other one was quicker.
            return (await people.GetBySubject(subject, ct))!;
        }
    }

    /// <summary>Never the e-mail address: names are public in a room.</summary>
    private static string DisplayName(DirectoryUser user)
    {
        try
        {
            return PlainText.Clean(user.Name, 1, 80);
        }
        catch (RefusedException)
        {
            return "Guest";
        }
    }
}
