using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Web.Pages;

public sealed class DashboardModel(ListWebinars list, ListComing coming) : PageModel
{
    private static readonly (string Name, WebinarStatus[] Of)[] Shelves =
    [
        ("On now", [WebinarStatus.Live, WebinarStatus.Interrupted, WebinarStatus.Starting]),
        ("Drafts", [WebinarStatus.Draft]),
        ("Coming up", [WebinarStatus.Scheduled]),
        ("Past", [WebinarStatus.Ended, WebinarStatus.Replay]),
        ("Cancelled", [WebinarStatus.Cancelled]),
    ];

    public IReadOnlyList<(string Name, IReadOnlyList<Webinar> Webinars)> Groups { get; private set; } = [];

    public string? Next { get; private set; }

    /// <summary>Of others, where this person takes part.</summary>
    public IReadOnlyList<Webinar> Coming { get; private set; } = [];

    public async Task<IActionResult> OnGet([FromQuery] string? after, CancellationToken ct)
    {
        if (User.PersonId() is not { } person)
        {
            return this.ToSignIn();
        }

        var page = await list.Run(WebinarView.Mine, person, 100, after, ct);
        Groups =
        [
            .. Shelves
                .Select(shelf => (shelf.Name, Webinars: (IReadOnlyList<Webinar>)[.. page.Items.Where(webinar => shelf.Of.Contains(webinar.Status))]))
                .Where(group => group.Webinars.Count > 0),
        ];
        Next = page.Next;
        Coming = after is null ? [.. (await coming.Run(person, ct)).Where(webinar => webinar.HostId != person)] : [];
        return Page();
    }
}
