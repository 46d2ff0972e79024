using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Webinars.Storage;

namespace Webinars.Web.Together;

/// <summary>The keys of our cookies and forms, in the store: what was protected on one node is good on all. They lie there as they are: who can read the store can make cookies.</summary>
/// <param name="before">Where they lay before the store had them; taken over when it has none.</param>
internal sealed class ProtectionKeys(IStore store, DirectoryInfo before) : IXmlRepository
{
    public const string Kind = "protection-key";
    private const string ByName = "name";

    /// <summary>One is made every 90 days, and revocations are few.</summary>
    private const int Most = 10_000;

    public IReadOnlyCollection<XElement> GetAllElements() => Wait(async () =>
    {
        var all = await Read();
        if (all.Count == 0 && await TakeOver())
        {
            all = await Read();
        }

        return all;
    });

    public void StoreElement(XElement element, string friendlyName) => Wait(async () =>
    {
        await Save(element, friendlyName);
        return true;
    });

    /// <remarks>The framework asks so, now and then, and cannot wait otherwise.</remarks>
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> Read() =>
        [.. (await store.Find(Kind, ByName, "", TimeKey.End, Most, descending: false, CancellationToken.None)).Select(document => XElement.Parse(document.Read<Element>()!.Xml))];

    private async Task<bool> TakeOver()
    {
        var files = before.Exists ? before.GetFiles("*.xml") : [];
        foreach (var file in files)
        {
            await Save(XElement.Load(file.FullName), Path.GetFileNameWithoutExtension(file.Name));
        }

        return files.Length > 0;
    }

    /// <summary>What is there stays: another node that takes over the same was quicker.</summary>
    private async Task Save(XElement element, string name)
    {
        try
        {
            await store.Commit(
                new Batch(StoredJson.Put(Kind, name, new Element(element.ToString(SaveOptions.DisableFormatting)), 0, [new DocumentKey(ByName, name)])), CancellationToken.None);
        }
        catch (StaleDocumentException)
        {
            // Its name is made of its id.
        }
    }

    private sealed record Element(string Xml);
}
