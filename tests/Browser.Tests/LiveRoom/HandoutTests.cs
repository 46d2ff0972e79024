using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Webinars.Browser.Tests.LiveRoom;

[Collection(nameof(Venue))]
public sealed class HandoutTests(Venue venue)
{
    private static readonly byte[] Slides = Encoding.Latin1.GetBytes(
        "%PDF-1.4\n%âãÏÓ\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    [Fact]
    public async Task What_the_host_uploads_the_audience_takes_along_unchanged()
    {
        await using var room = await venue.Gather(1);
        var (host, bob) = (room.Host, room.Attendees[0]);
        await Expect(bob.Page.Locator("[data-handouts]")).ToHaveCountAsync(0);
        await host.Page.Locator("[data-handouts] summary").ClickAsync();
        await host.Shoot("handouts-empty");
        await host.Page.SetInputFilesAsync("[name=handout-file]", new FilePayload { Name = "The slides.pdf", MimeType = "application/pdf", Buffer = Slides });
        await host.Shoot("handout-form");
        await host.Button("Add").ClickAsync();
        var link = bob.Page.Locator("[data-handout] a");
        await Expect(link).ToContainTextAsync("The slides");
        await bob.Shoot("handouts");
        await host.Shoot("handouts-host");
        var download = await bob.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.Equal(Slides, await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        Assert.EndsWith(".pdf", download.SuggestedFilename, StringComparison.Ordinal);

        await host.Button("Remove The slides").ClickAsync();
        await host.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(bob.Page.Locator("[data-handouts]")).ToHaveCountAsync(0);
        room.NobodyComplains();
    }
}
