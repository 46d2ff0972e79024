using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webinars.Letters.Words;
using Webinars.Mail;
using Webinars.Telling;

namespace Webinars.Letters;

/// <summary>Letters in one design: each is composed once and shown as HTML (Razor components) and as plain text.</summary>
/// <param name="from">The address that letters come from.</param>
internal sealed class LetterWriter(string from, IServiceScopeFactory scopes, ILoggerFactory logging, TimeProvider time) : ILetterWriter
{
    public async Task<WrittenLetter> Write(LetterFacts facts, CancellationToken ct)
    {
        var letter = Words.Words.Of(facts, time.GetUtcNow());
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logging);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<LetterPage>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(LetterPage.Letter)] = letter }));
            return page.ToHtmlString();
        });
        return new WrittenLetter(letter.Subject, html, PlainTwin.Of(letter), Calendar(facts));
    }

    /// <summary>Only who has a seat has the webinar in the calendar.</summary>
    private EmailAttachment? Calendar(LetterFacts facts) => facts.Kind switch
    {
        _ when !facts.To.HasSeat => null,
        LetterKind.Confirmation or LetterKind.YourLink when facts.Webinar.IsOver() => null,
        LetterKind.Confirmation or LetterKind.YourLink or LetterKind.Rescheduled => CalendarEntry.Of(facts.Webinar, facts.To, facts.Links, from, cancelled: false, time.GetUtcNow()),
        LetterKind.Cancelled => CalendarEntry.Of(facts.Webinar, facts.To, facts.Links, from, cancelled: true, time.GetUtcNow()),
        _ => null,
    };
}
