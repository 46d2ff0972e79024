using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>What a personal link is good for; one for one thing is no good for another.</summary>
public enum LinkPurpose : byte
{
    Join = 1,
    Preferences = 2,
    Feedback = 3,
}

/// <summary>Tokens in the links of letters: purpose, registration and its round, under an HMAC of 128 bits. Nothing of them is stored, and nobody can make one.</summary>
public sealed class PersonalLinks(Secrets secrets)
{
    private const string Key = "links";
    private const int Said = 1 + 16 + 4;
    private const int Proof = 16;

    public async Task<string> Make(LinkPurpose purpose, Registration to, CancellationToken ct)
    {
        var token = new byte[Said + Proof];
        token[0] = (byte)purpose;
        to.Id.TryWriteBytes(token.AsSpan(1), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(token.AsSpan(17), to.Round);
        Sign(token, await secrets.Get(Key, ct)).CopyTo(token, Said);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>Null when it is not ours, or for something else. Whether its round is still that of the registration is for the caller to see.</returns>
    public async Task<(Guid Registration, int Round)?> Read(LinkPurpose purpose, string? text, CancellationToken ct)
    {
        if (text is null || text.Length > 100 || !Base64Url.IsValid(text, out var length) || length != Said + Proof)
        {
            return null;
        }

        var token = Base64Url.DecodeFromChars(text);
        var proof = Sign(token, await secrets.Get(Key, ct));
        return CryptographicOperations.FixedTimeEquals(token.AsSpan(Said), proof) && token[0] == (byte)purpose
            ? (new Guid(token.AsSpan(1, 16), bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(token.AsSpan(17)))
            : null;
    }

    /// <summary>Six digits for somebody who has this registration's mailbox.</summary>
    /// <param name="letter">Round of the letter that brings them: each has its own.</param>
    public async Task<string> Code(Registration to, string letter, CancellationToken ct)
    {
        // No link begins like this, so that no proof is ever two things.
        byte[] said = [0, .. to.Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(letter)];
        return (BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(await secrets.Get(Key, ct), said)) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Sign(byte[] token, byte[] key) => HMACSHA256.HashData(key, token.AsSpan(0, Said))[..Proof];
}
