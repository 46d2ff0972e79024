using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Scheduling;

namespace Webinars.Web.Pages;

public sealed class PastModel(ListWebinars list) : PageModel
{
    public IReadOnlyList<Webinar> Items { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGet([FromQuery] string? after, CancellationToken ct)
    {
        (Items, Next) = await list.Run(WebinarView.Past, null, 20, after, ct);
    }
}
