using System.Net;
using System.Net.Http.Json;
using Webinars.People;

namespace Webinars.Adapters.Clerk;

/// <summary>Clerk's users over its Backend API (<c>GET /users/{id}</c>).</summary>
internal sealed class ClerkUsers(HttpClient http) : IUserDirectory
{
    public async Task<DirectoryUser?> Find(string subject, CancellationToken ct)
    {
        using var answer = await VendorCall.Send(http, new HttpRequestMessage(HttpMethod.Get, $"users/{Uri.EscapeDataString(subject)}"), ct);
        return answer.StatusCode is HttpStatusCode.NotFound ? null : (await answer.Content.ReadFromJsonAsync<ClerkUser>(ct))?.ToDirectoryUser(subject);
    }
}
