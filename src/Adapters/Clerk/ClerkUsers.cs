using System.Text.Json;
using Webinars.People;

namespace Webinars.Adapters.Clerk;

/// <summary>Clerk's users over its Backend API (<c>GET /users/{id}</c>).</summary>
internal sealed class ClerkUsers(HttpClient http) : IUserDirectory
{
    public Task<DirectoryUser?> Find(string subject, CancellationToken ct) => ClerkCall.Find(async () =>
    {
        using var answer = await VendorCall.Ask(http, new HttpRequestMessage(HttpMethod.Get, $"users/{Uri.EscapeDataString(subject)}"), ct);
        return (await VendorCall.Read<ClerkUser>(http, answer, JsonSerializerOptions.Web, ct)).ToDirectoryUser(subject);
    });
}
