using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Webinars.Api;
using Webinars.Outbox;
using Webinars.People;

namespace Webinars.Web.Pages.Admin;

public sealed class DeliveriesModel(Operators operators, ReadOutbox read, IEnumerable<ICarrier> carriers) : PageModel
{
    public OutboxView Outbox { get; private set; } = null!;

    public async Task<IActionResult> OnGet([FromQuery] string? before, CancellationToken ct)
    {
        if (!operators.Has(User.FindPerson()))
        {
            return NotFound();
        }

        Outbox = await read.Run(before, ct);
        return Page();
    }

    /// <summary>Nobody here brings such deliveries: those of another version, most likely.</summary>
    public bool IsUnknown(string kind) => carriers.All(carrier => carrier.Kind != kind);
}
