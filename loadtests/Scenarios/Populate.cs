using Webinars.LoadTests.Populating;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests.Scenarios;

/// <summary>Fills a development server with something to look at, through the doors that everybody uses.</summary>
internal static class Populate
{
    private const int Audience = 12;

    public static async Task<int> Run(Options options, CancellationToken ct)
    {
        using var api = new WebinarsApi(options.Url!);
        var hosts = await api.People(1, "host", ct);
        var stage = new Stage(api, hosts[0], await api.People(Audience, "guest", ct));
        foreach (var billed in Programme.Webinars)
        {
            Console.WriteLine($"  {billed.Reaches,-10} {new Uri(options.Url!, $"/w/{await stage.Show(billed, ct)}")}  {billed.Title}");
        }

        Console.WriteLine($"Their host is {hosts[0].Email}: sign in with this address; the code is on {new Uri(options.Url!, "/sandbox")}.");
        return 0;
    }
}
