using System.Net;
using Microsoft.Extensions.Configuration;
using Resend;
using Webinars.Mail;

namespace Webinars.VendorSdks.Resend;

/// <summary>Resend's e-mails through its package.</summary>
internal sealed class ResendSdkEmails : IEmailService
{
    private readonly IResend _resend;
    private readonly string _host;
    private readonly string _from;

    public ResendSdkEmails(SdkHttp sdk, IConfiguration configuration)
    {
        var path = new BasePath();
        var http = sdk.Of<IEmailService>(path, HttpStatusCode.Conflict);
        path.Base = http.BaseAddress!;
        _host = path.Base.Host;
        _from = configuration["Resend:From"]!;

        // Made by hand: its own registration reads options that live as long as a request, and most letters belong to none.
        _resend = ResendClient.Create(
            new ResendClientOptions { ApiUrl = path.Base.GetLeftPart(UriPartial.Authority), ApiToken = http.DefaultRequestHeaders.Authorization!.Parameter! }, http);
    }

    public async Task<string> Send(Email email, string idempotencyKey, CancellationToken ct)
    {
        var letter = ResendSdkLetter.Of(email, _from);
        return Ours((await Ask(() => _resend.EmailSendAsync(idempotencyKey, letter, ct), ct)).Content);
    }

    public async Task<IReadOnlyList<string>> SendBatch(IReadOnlyList<Email> emails, string idempotencyKey, CancellationToken ct)
    {
        if (emails.Count is 0 or > IEmailService.LargestBatch)
        {
            throw new ArgumentException($"A batch holds 1 to {IEmailService.LargestBatch} letters, not {emails.Count}.", nameof(emails));
        }

        if (emails.Any(email => email.Attachments.Count > 0 || email.SendAt is not null))
        {
            throw new ArgumentException("Letters with attachments or with a time go one by one.", nameof(emails));
        }

        var letters = emails.Select(email => ResendSdkLetter.Of(email, _from)).ToList();
        return [.. (await Ask(() => _resend.EmailBatchAsync(idempotencyKey, letters, ct), ct)).Content.Select(Ours)];
    }

    public async Task Cancel(string id, CancellationToken ct)
    {
        var official = Official(id);
        await Ask(() => _resend.EmailCancelAsync(official, ct), ct);
    }

    public async Task Reschedule(string id, DateTimeOffset sendAt, CancellationToken ct)
    {
        var official = Official(id);
        await Ask(() => _resend.EmailRescheduleAsync(official, sendAt.UtcDateTime, ct), ct);
    }

    public async Task<EmailState?> Get(string id, CancellationToken ct)
    {
        var official = Official(id);
        var receipt = await Ask(() => Retrieve(official, ct), ct);
        return ResendSdkLetter.State(receipt?.LastEvent);
    }

    /// <returns>Null when the answer holds a word that the package does not know, and it reads nothing of it: a state that it cannot name has no name of ours either.</returns>
    private async Task<EmailReceipt?> Retrieve(Guid id, CancellationToken ct)
    {
        try
        {
            return (await _resend.EmailRetrieveAsync(id, ct)).Content;
        }
        catch (ResendException error) when (error.ErrorType is ErrorType.Deserialization)
        {
            return null;
        }
    }

    private Task<T> Ask<T>(Func<Task<T>> call, CancellationToken ct) => SdkCall.Ask(_host, () => Judged(call), ct);

    /// <summary>409, the one error that it sees, is two things: the same letter is on its way at this moment, or the key was used for another one.</summary>
    private async Task<T> Judged<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ResendException error) when (error.ErrorType is ErrorType.ConcurrentIdempotentRequests or ErrorType.MissingResponse)
        {
            throw new VendorException(new VendorFailure.Transient(), _host);
        }
        catch (ResendException error) when (error.InnerException is null || error.StatusCode is HttpStatusCode.Conflict)
        {
            throw new VendorException(new VendorFailure.Rejected((int)HttpStatusCode.Conflict), _host);
        }
    }

    private static string Ours(Guid id) => id.ToString("D");

    /// <summary>It takes no other ids; nor has Resend any.</summary>
    private Guid Official(string id) => Guid.TryParse(id, out var official) ? official : throw new VendorException(new VendorFailure.NotFound(), _host);
}
