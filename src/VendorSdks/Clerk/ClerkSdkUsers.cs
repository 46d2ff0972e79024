using System.Text.Json;
using Clerk.BackendAPI;
using Clerk.BackendAPI.Models.Components;
using Clerk.BackendAPI.Models.Errors;
using Clerk.BackendAPI.Utils;
using Clerk.BackendAPI.Utils.Retries;
using Newtonsoft.Json.Linq;
using Webinars.Adapters;
using Webinars.Adapters.Clerk;
using Webinars.People;

namespace Webinars.VendorSdks.Clerk;

/// <summary>Clerk's users through Clerk.BackendAPI. No call of it can be given up once it is under way: the package takes no token.</summary>
internal sealed class ClerkSdkUsers : IUserDirectory
{
    private readonly ClerkBackendApi _clerk;
    private readonly string _host;

    public ClerkSdkUsers(IHttpClientFactory clients)
    {
        var http = clients.CreateClient(nameof(IUserDirectory));
        _host = http.BaseAddress!.Host;

        // Left to itself it repeats what fails for an hour, writes too. Ours repeats what may be repeated.
        _clerk = new ClerkBackendApi(
            bearerAuth: http.DefaultRequestHeaders.Authorization!.Parameter,
            serverUrl: http.BaseAddress.AbsoluteUri.TrimEnd('/'),
            client: new Sender(http),
            retryConfig: new RetryConfig(RetryConfig.RetryStrategy.NONE));
    }

    public Task<DirectoryUser?> Find(string subject, CancellationToken ct) => ClerkCall.Find(() =>
    {
        ct.ThrowIfCancellationRequested();
        return SdkCall.Ask(_host, () => Get(subject), ct);
    });

    private async Task<DirectoryUser> Get(string subject)
    {
        try
        {
            return Read((await _clerk.Users.GetAsync(subject)).User!).ToDirectoryUser(subject);
        }
        catch (SDKBaseError error)
        {
            // It takes no word that it does not know, in no part of a user: a new way to sign in is enough. And its text holds all of the user.
            return (JsonSerializer.Deserialize<ClerkUser>(error.Body) ?? throw new JsonException()).ToDirectoryUser(subject);
        }
    }

    private static ClerkUser Read(User user) => new(
        user.Id, user.FirstName, user.LastName, user.Username, user.ImageUrl, user.HasImage, user.PrimaryEmailAddressId,
        [.. user.EmailAddresses.Select(address => new ClerkUser.EmailAddress(address.Id, address.EmailAddressValue, new ClerkUser.Verification(Status(address))))], user.UpdatedAt);

    /// <summary>Each way to verify an address has a type of its own there, with the same words.</summary>
    private static string? Status(EmailAddress address) => address.Verification is not { } way ? null
        : $"{way.Otp?.Status}{way.Admin?.Status}{way.FromOAuth?.Status}{way.Ticket?.Status}{way.VerificationSAMLVerificationEmailAddressSAML?.Status}{way.EmailLink?.Status}{way.VerificationSCIM?.Status}".ToLowerInvariant();

    /// <summary>Our own client, and what an answer means.</summary>
    private sealed class Sender(HttpClient http) : SpeakeasyHttpClient
    {
        public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => VendorCall.Ask(http, request, CancellationToken.None);
    }
}
