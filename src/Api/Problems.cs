using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Webinars.Storage;
using Webinars.Telemetry;

namespace Webinars.Api;

/// <summary>Every "no" over HTTP is a ProblemDetails with a <c>code</c> from docs/refusals.md.</summary>
internal sealed class Problems(IProblemDetailsService writer) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var refusal = exception switch
        {
            RefusedException refused => refused.Refusal,
            StoreBusyException => Refusal.Busy,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refusal.TooLarge,
            BadHttpRequestException bad => Refusal.Invalid("body", "The request cannot be read.") with { Status = bad.StatusCode },
            _ => null,
        };
        if (refusal is null)
        {
            return false;
        }

        Instruments.Refusals.Add(1, Instruments.Tag("door", "http"), Instruments.Tag("code", refusal.Code));
        context.Response.StatusCode = refusal.Status;
        var problem = new ProblemDetails { Status = refusal.Status, Detail = refusal.Text, Extensions = { ["code"] = refusal.Code } };
        if (refusal.Field is { } field)
        {
            problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [refusal.Text] };
        }

        if (refusal.RetryAfter is { } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            problem.Extensions["retryAfterSeconds"] = seconds;
            context.Response.Headers.RetryAfter = seconds.ToString();
        }

        return await writer.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem, Exception = exception });
    }

    /// <summary>For answers that no code of ours has written: an unknown path, a missing sign-in.</summary>
    public static void AddCode(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Title = ReasonPhrases.GetReasonPhrase(problem.Status ?? 500);
        problem.Extensions.TryAdd("code", problem.Status switch
        {
            401 => Refusal.NotSignedIn.Code,
            403 => Refusal.NotAllowed.Code,
            404 => Refusal.NotFound.Code,
            413 => Refusal.TooLarge.Code,
            415 => Refusal.UnsupportedType.Code,
            429 => "too-fast",
            >= 500 => "failed",
            _ => "invalid",
        });
    }
}
