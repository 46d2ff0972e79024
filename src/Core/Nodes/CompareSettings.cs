using System.Security.Cryptography;
using System.Text;
using Webinars.Storage;

namespace Webinars.Nodes;

/// <summary>Whether this node has the same settings as the others. Compared are fingerprints; no value leaves the process.</summary>
public sealed class CompareSettings(NodesBook book, ThisNode node, Secrets secrets)
{
    /// <summary>One that was killed is not waited for longer than this.</summary>
    private static readonly TimeSpan Fresh = 2 * NodesBook.Beat;

    /// <summary>Notes this node, then looks at the others: of two that begin at once at least one sees the other.</summary>
    /// <returns>Names of settings that others have otherwise, and should not.</returns>
    /// <exception cref="NotLikeOthersException">A promise would be broken; this node is not in the book any more.</exception>
    public async Task<IReadOnlyList<string>> Join(CancellationToken ct)
    {
        var prints = await Fingerprints(ct);
        await book.Say(prints, joined: false, ct);
        var others = (await book.Others(Fresh, ct)).Where(other => other.Joined || other.Node.CompareTo(node.Id) < 0).ToList();
        var differing = node.Settings.Where(setting => others.Exists(other => Differs(setting.Name, prints[setting.Name], other))).ToList();
        if (differing.Exists(setting => setting.Breaks))
        {
            await book.Leave(ct);
            throw new NotLikeOthersException(differing.Where(setting => setting.Breaks).Select(setting => Words(setting, others.Count(other => Differs(setting.Name, prints[setting.Name], other)))));
        }

        await book.Say(prints, joined: true, ct);
        return [.. differing.Select(setting => setting.Name)];
    }

    private static string Words(SharedSetting setting, int others) =>
        $"The setting {setting.Name} is not that of {others} node{(others == 1 ? "" : "s")} running on the same store: set it alike. To change it node after node, name it in Nodes:Accept of the new ones.";

    /// <summary>What another does not know (an older version, a newer one) is no difference.</summary>
    private bool Differs(string name, string print, NodeLife other) =>
        other.Settings.TryGetValue(name, out var theirs) && theirs != print && !Accepts(node.Accepted, name) && !Accepts(other.Accepted, name);

    private static bool Accepts(IReadOnlyList<string> accepted, string name) => accepted.Contains(name, StringComparer.OrdinalIgnoreCase);

    private async Task<IReadOnlyDictionary<string, string>> Fingerprints(CancellationToken ct)
    {
        var key = await secrets.Get("settings", ct);
        return node.Settings.ToDictionary(
            setting => setting.Name,
            setting => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{setting.Name}\0{setting.Value}"))[..16]));
    }
}
