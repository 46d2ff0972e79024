using System.Net;
using Microsoft.Extensions.Options;
using Resend;
using Webinars.Adapters;
using Webinars.Adapters.Resend;
using Webinars.Mail;

namespace Webinars.VendorSdks.Resend;

/// <summary>Resend's e-mails through its package.</summary>
internal sealed class ResendSdkEmails : IEmailService
{
    private readonly IResend _resend;
    private readonly string _host;
    private readonly string _from;

    public ResendSdkEmails(SdkHttp sdk, IOptions<ResendOptions> options)
    {
        var path = new PathAndPace();
        var http = sdk.Of<IEmailService>(path, HttpStatusCode.Conflict);
        path.Base = http.BaseAddress!;
        _host = path.Base.Host;
        _from = options.Value.From;

        // Made by hand: its own registration reads options that live as long as a request, and most letters belong to none.
        _resend = ResendClient.Create(
            new ResendClientOptions { ApiUrl = path.Base.GetLeftPart(UriPartial.Authority), ApiToken = http.DefaultRequestHeaders.Authorization!.Parameter! }, http);
    }

    public async Task<string> Send(Email email, string idempotencyKey, CancellationToken ct)
    {
        var letter = ResendSdkLetter.Of(ResendLetter.Of(email, _from));
        VendorCall.DemandKey(idempotencyKey, IEmailService.LongestKey);
        return Ours((await Ask(() => _resend.EmailSendAsync(idempotencyKey, letter, ct), ct)).Content);
    }

    public async Task<IReadOnlyList<string>> SendBatch(IReadOnlyList<Email> emails, string idempotencyKey, CancellationToken ct)
    {
        var letters = ResendLetter.Of(emails, _from).Select(ResendSdkLetter.Of).ToList();
        VendorCall.DemandKey(idempotencyKey, IEmailService.LongestKey);
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
        catch (ResendException error) when (error.ErrorType is ErrorType.Deserialization && error.StatusCode is not HttpStatusCode.Conflict)
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

    /// <summary>Where an answer holds none the package makes one up, of zeros.</summary>
    private string Ours(Guid id) => id == Guid.Empty ? throw new VendorException(new VendorFailure.Transient(), _host) : id.ToString("D");

    /// <summary>It takes no other ids; nor has Resend any.</summary>
    private Guid Official(string id) => Guid.TryParse(id, out var official) ? official : throw new VendorException(new VendorFailure.NotFound(), _host);
}
