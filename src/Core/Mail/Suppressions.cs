using System.Security.Cryptography;
using System.Text;
using Webinars.Storage;

namespace Webinars.Mail;

/// <summary>Addresses to which nothing may be sent any more. Found by a hash, so that the store holds no list of addresses.</summary>
public sealed class Suppressions(IStore store)
{
    private const string Kind = "suppression";

    /// <param name="address">In any spelling, with or without a name.</param>
    /// <returns>Null when it may be written to.</returns>
    public async Task<Suppression?> Get(string address, CancellationToken ct) => await store.Get(Kind, Key(address), ct) is { } document
        ? document.Read<Suppression>()! with { Version = document.Version }
        : null;

    public static Put ToPut(string address, Suppression suppression) => StoredJson.Put(Kind, Key(address), suppression, suppression.Version, []);

    /// <remarks>Upper and lower case mean the same mailbox wherever people receive mail, whatever the standard allows.</remarks>
    private static string Key(string address)
    {
        var from = address.LastIndexOf('<') + 1;
        var to = address.IndexOf('>', from);
        var bare = (to < 0 ? address[from..] : address[from..to]).Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bare)));
    }
}
