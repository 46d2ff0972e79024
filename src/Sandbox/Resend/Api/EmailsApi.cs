using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.Sandbox.Resend.Letters;

namespace Webinars.Sandbox.Resend.Api;

/// <summary>Send, look, reschedule, cancel.</summary>
internal static class EmailsApi
{
    private const int LargestBatch = 100;

    public static void Map(RouteGroupBuilder emails)
    {
        emails.MapPost("", Send);
        emails.MapPost("/batch", SendBatch);
        emails.MapGet("", List);
        emails.MapGet("/{id}", (string id, LetterStore letters) => ResendException.Json(EmailJson.Of(letters.Find(Id(id)) ?? throw NotFound())));
        emails.MapPatch("/{id}", Reschedule);
        emails.MapPost("/{id}/cancel", (string id, LetterStore letters, TimeProvider time) =>
            Changed(letters.Change(Id(id), letter => Waiting(letter) with { LastEvent = "canceled", LastEventAt = time.GetUtcNow() })));
    }

    private static Task<IResult> Send(HttpRequest request, Idempotency idempotency, TimeProvider time) => idempotency.Once(request, body =>
    {
        var letter = EmailRequest.Read(Parse(body), time.GetUtcNow());
        return ([letter], new JsonObject { ["id"] = letter.Id }.ToJsonString());
    });

    private static Task<IResult> SendBatch(HttpRequest request, Idempotency idempotency, TimeProvider time)
    {
        var permissive = request.Headers["x-batch-validation"].ToString() switch
        {
            "" or "strict" => false,
            "permissive" => true,
            _ => throw ResendException.Invalid("The `x-batch-validation` header must be `strict` or `permissive`."),
        };
        return idempotency.Once(request, body =>
        {
            if (Parse(body) is not JsonArray { Count: > 0 and <= LargestBatch } all)
            {
                throw ResendException.Invalid($"The request body must be an array of 1 to {LargestBatch} emails.");
            }

            var letters = new List<Letter>();
            var errors = new JsonArray();
            for (var index = 0; index < all.Count; index++)
            {
                try
                {
                    letters.Add(EmailRequest.ReadOfBatch(all[index], time.GetUtcNow()));
                }
                catch (ResendException error) when (permissive)
                {
                    errors.Add(new JsonObject { ["index"] = index, ["message"] = error.Message });
                }
            }

            var answer = new JsonObject { ["data"] = new JsonArray([.. letters.Select(letter => new JsonObject { ["id"] = letter.Id })]) };
            if (permissive)
            {
                answer["errors"] = errors;
            }

            return (letters, answer.ToJsonString());
        });
    }

    private static IResult List(HttpRequest request, LetterStore letters)
    {
        var (after, before) = (request.Query["after"].ToString(), request.Query["before"].ToString());
        if (after.Length > 0 && before.Length > 0)
        {
            throw ResendException.Invalid("Use either `after` or `before`, not both.");
        }

        var limit = request.Query["limit"].ToString() is not { Length: > 0 } text ? 20
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 1 and <= 100 ? asked
            : throw ResendException.Invalid("The `limit` must be a number between 1 and 100.");
        var all = letters.All().ToList();
        var rest = after.Length > 0 ? all[(Place(after) + 1)..] : before.Length > 0 ? all[..Place(before)] : all;
        var page = before.Length > 0 ? rest.TakeLast(limit) : rest.Take(limit);
        return ResendException.Json(new JsonObject
        {
            ["object"] = "list",
            ["has_more"] = rest.Count > limit,
            ["data"] = new JsonArray([.. page.Select(EmailJson.Listed)]),
        });

        int Place(string id) => all.FindIndex(letter => letter.Id == Id(id)) is var place && place >= 0 ? place : throw NotFound();
    }

    private static async Task<IResult> Reschedule(string id, HttpRequest request, LetterStore letters, TimeProvider time)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var at = SendingTime.Read(Parse(body.ToArray())?["scheduled_at"], time.GetUtcNow()) ?? throw ResendException.Missing("scheduled_at");
        return Changed(letters.Change(Id(id), letter => Waiting(letter) with { ScheduledAt = at }));
    }

    private static Letter Waiting(Letter letter) =>
        letter.LastEvent == "scheduled" ? letter : throw ResendException.Invalid("Only an email that is scheduled and not sent yet can be changed.");

    private static IResult Changed(Letter? letter) => ResendException.Json(new JsonObject { ["object"] = "email", ["id"] = (letter ?? throw NotFound()).Id });

    private static ResendException NotFound() => ResendException.NotFound("Email");

    private static Guid Id(string id) =>
        Guid.TryParseExact(id, "D", out var good) ? good : throw new ResendException(422, "invalid_parameter", "The `id` must be a valid UUID.");

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            throw new ResendException(400, "validation_error", "The request body is not valid JSON.");
        }
    }
}
