using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Webinars.Registering;
using Webinars.Text;

namespace Webinars.Api;

/// <summary>All registrations of a webinar as a file for spreadsheets, sent as it is read.</summary>
internal static class RegistrationsCsv
{
    public static void MapRegistrationsCsv(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/webinars/{id:guid}/registrations.csv", Export).WithTags("Registrations").RequireAuthorization();

    private static async Task Export(Guid id, ReadRegistrations read, ClaimsPrincipal user, HttpResponse response, CancellationToken ct)
    {
        var (webinar, all) = await read.All(id, user.Person(), ct);
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{webinar.Slug}-registrations.csv" }.ToString();

        // The mark at its beginning tells spreadsheets that it is UTF-8.
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16 * 1024, leaveOpen: true);
        var questions = webinar.Access.Questions;
        await writer.WriteAsync(Csv.Write(["Name", "E-mail", "Status", "Role", "Since (UTC)", "First seen (UTC)", .. questions.Select(question => question.Label)]).AsMemory(), ct);
        await foreach (var one in all.WithCancellation(ct))
        {
            string?[] cells = [one.Name, one.Email, $"{one.Status}", $"{one.Role}", Time(one.Since), Time(one.CreatedAt), .. questions.Select(question => one.Answers.GetValueOrDefault(question.Id))];
            await writer.WriteAsync(Csv.Write(cells).AsMemory(), ct);
        }

        static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
    }
}
