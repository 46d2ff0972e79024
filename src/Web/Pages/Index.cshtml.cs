using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Scheduling;

namespace Webinars.Web.Pages;

public sealed class IndexModel(ListWebinars list) : PageModel
{
    public IReadOnlyList<Webinar> Now { get; private set; } = [];

    public IReadOnlyList<Webinar> Upcoming { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGet([FromQuery] string? after, CancellationToken ct)
    {
        var page = await list.Run(WebinarView.Upcoming, null, 20, after, ct);
        Now = [.. page.Items.Where(webinar => webinar.IsOn)];
        Upcoming = [.. page.Items.Where(webinar => !webinar.IsOn)];
        Next = page.Next;
    }
}
