using System.Text.Json;
using System.Text.Json.Serialization;
using Webinars.Mail;
using Webinars.Storage;

namespace Webinars.Registering.Invitations;

/// <summary>A part of a list that is waiting to become registrations and letters; as many as one letter batch takes.</summary>
/// <param name="List">Of the whole list; the round of its letters.</param>
public sealed record InvitationPage(Guid Webinar, Guid List, int Number, IReadOnlyList<Invitation> People)
{
    [JsonIgnore]
    public string Id => $"{List:N}.{Number:000}";

    [JsonIgnore]
    public long Version { get; init; }
}

/// <summary>Pages of invitations as documents, each with the delivery that takes it up; addresses are kept no longer than that takes.</summary>
public sealed class InvitationPages(IStore store)
{
    /// <summary>Kind of the delivery.</summary>
    public const string Delivery = "invitations";

    private const string Kind = "invitation-page";

    /// <summary>A hundred letters are written, sent and told of by webhooks: ten thousand at once would hold up whoever is in a room.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    public async Task<InvitationPage?> Get(StoredDelivery delivery, CancellationToken ct) =>
        await store.Get(Kind, JsonSerializer.Deserialize<Named>(delivery.Json, StoredJson.Options)!.Page, ct) is { } document
            ? document.Read<InvitationPage>()! with { Version = document.Version }
            : null;

    /// <summary>What is to be saved for a list.</summary>
    public static Batch Of(Guid webinar, Guid list, IReadOnlyList<Invitation> people, DateTimeOffset now)
    {
        var pages = people.Chunk(IEmailService.LargestBatch).Select((some, number) => new InvitationPage(webinar, list, number, some)).ToList();
        return new Batch(
            [.. pages.Select(page => StoredJson.Put(Kind, page.Id, page, 0, []))],
            [.. pages.Select(page => new NewDelivery($"{Delivery}/{page.Id}", Delivery, JsonSerializer.Serialize(new Named(page.Id), StoredJson.Options), now + (Apart * page.Number)))]);
    }

    public static Put Done(InvitationPage page) => new(Kind, page.Id, null, page.Version);

    private sealed record Named(string Page);
}
