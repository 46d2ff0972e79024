using System.Security.Cryptography;
using System.Text;
using Webinars.Sandbox.Resend.Letters;

namespace Webinars.Sandbox.Resend.Api;

/// <summary>Sends what comes with one key once in 24 hours. Source: Resend docs, "Idempotency keys".</summary>
internal sealed class Idempotency(LetterStore letters, TimeProvider time)
{
    private const string Header = "Idempotency-Key";
    private const int LongestKey = 256;
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _underWay = [];

    /// <param name="send">From the request's body to the letters and the answer to them.</param>
    public async Task<IResult> Once(HttpRequest request, Func<byte[], (IReadOnlyList<Letter> Letters, string Answer)> send)
    {
        var key = request.Headers.TryGetValue(Header, out var given) ? given.ToString() : null;
        if (key?.Length is 0 or > LongestKey)
        {
            throw new ResendException(400, "invalid_idempotency_key", $"The key must be between 1-{LongestKey} chars.");
        }

        Begin(key);
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            return Results.Text(Answer(key, request.Path, body.ToArray(), send), "application/json");
        }
        finally
        {
            End(key);
        }
    }

    private string Answer(string? key, string path, byte[] body, Func<byte[], (IReadOnlyList<Letter> Letters, string Answer)> send)
    {
        var now = time.GetUtcNow();
        var digest = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(path), 0, .. body]));
        if (key is not null && letters.Answer(key) is { } before && now < before.At + Life)
        {
            return before.Digest == digest
                ? before.Body
                : throw new ResendException(409, "invalid_idempotent_request", "Same idempotency key used with a different request payload.");
        }

        var (taken, answer) = send(body);
        letters.Take(taken, key is null ? null : new GivenAnswer(key, digest, answer, now));
        return answer;
    }

    private void Begin(string? key)
    {
        lock (_gate)
        {
            if (key is not null && !_underWay.Add(key))
            {
                throw new ResendException(409, "concurrent_idempotent_requests", "Same idempotency key used while original request is still in progress.");
            }
        }
    }

    private void End(string? key)
    {
        lock (_gate)
        {
            if (key is not null)
            {
                _underWay.Remove(key);
            }
        }
    }
}
