namespace Webinars.Adapters.Tests.Signatures;

/// <summary>A webhook as it comes in, and everything that could be done to it on the way.</summary>
internal sealed record SignedMessage(byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    private const string Inserted = "0aA=,. \t\0-+v1é";

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public SignedMessage With(string header, string? value)
    {
        var headers = new Dictionary<string, string>(Headers);
        headers.Remove(header);
        if (value is not null)
        {
            headers[header] = value;
        }

        return this with { Headers = headers };
    }

    /// <summary>Each differs from this one: every bit of the body, every character of every header, parts left out, doubled, exchanged.</summary>
    public IEnumerable<SignedMessage> Mutations() => Bodies().Where(body => !body.SequenceEqual(Body)).Select(body => this with { Body = body }).Concat(Headers.SelectMany(header =>
        Texts(header.Value).Where(text => text != header.Value).Append(null).Select(text => With(header.Key, text))));

    private IEnumerable<byte[]> Bodies()
    {
        for (var bit = 0; bit < Body.Length * 8; bit++)
        {
            var flipped = (byte[])Body.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
        }

        for (var length = 0; length < Body.Length; length++)
        {
            yield return Body[..length];
        }

        yield return [.. Body, (byte)' '];
        yield return [(byte)' ', .. Body];
        yield return [.. Body, .. Body];
    }

    private IEnumerable<string> Texts(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            yield return text.Remove(i, 1);
            yield return text[..i];
            for (var bit = 0; bit < 7; bit++)
            {
                yield return text[..i] + (char)(text[i] ^ (1 << bit)) + text[(i + 1)..];
            }
        }

        for (var i = 0; i <= text.Length; i++)
        {
            foreach (var inserted in Inserted)
            {
                yield return text.Insert(i, inserted.ToString());
            }
        }

        // As a header that came twice is read.
        yield return $"{text},{text}";
        foreach (var other in Headers.Values)
        {
            yield return other;
        }
    }
}
