using System.Text;
using Webinars.Storage;

namespace Webinars.Adapters;

/// <summary>What a store can keep and give back as it came.</summary>
internal static class StoredText
{
    /// <summary>UTF-8 bytes of a key's parts together; the engine of the smallest store takes 1,022 with separators.</summary>
    public const int MaxKeyBytes = 1000;

    /// <summary>UTF-8 bytes; the engine of the smallest store takes 16,683,050 for a whole document.</summary>
    public const int MaxJsonBytes = 16_000_000;

    private const int RoomBytes = 32;
    private const int DueBytes = 19;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static void Check(Batch batch)
    {
        foreach (var put in batch.Documents)
        {
            Check(put);
        }

        foreach (var delivery in batch.Deliveries)
        {
            Check(delivery);
        }
    }

    public static void Check(TurnEntry entry)
    {
        foreach (var json in entry.Events)
        {
            CheckJson("event", json);
        }

        foreach (var put in entry.Documents)
        {
            Check(put);
        }

        foreach (var delivery in entry.Deliveries)
        {
            Check(delivery);
        }
    }

    public static void Check(ReceiptKey receipt)
    {
        CheckKey("receipt", RoomBytes, receipt.Key);
        Bytes("receipt", receipt.Digest);
    }

    private static void Check(Put put)
    {
        ArgumentException.ThrowIfNullOrEmpty(put.Kind);
        ArgumentException.ThrowIfNullOrEmpty(put.Id);
        CheckKey(put.Kind, 0, put.Kind, put.Id);
        foreach (var key in put.Keys)
        {
            CheckKey($"{put.Kind}'s {key.Index}", 0, put.Kind, key.Index, key.Value, put.Id);
        }

        if (put.Json is not null)
        {
            CheckJson(put.Kind, put.Json);
        }
    }

    private static void Check(NewDelivery delivery)
    {
        ArgumentException.ThrowIfNullOrEmpty(delivery.Key);
        ArgumentException.ThrowIfNullOrEmpty(delivery.Kind);
        CheckKey("delivery", DueBytes, delivery.Kind, delivery.Key);
        CheckJson("delivery", delivery.Json);
    }

    private static void CheckKey(string what, int bytes, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            bytes += Bytes(what, part);
        }

        if (bytes > MaxKeyBytes)
        {
            throw new ArgumentException($"A key of {what} has {bytes} bytes; {MaxKeyBytes} are the limit.");
        }
    }

    private static void CheckJson(string what, string json)
    {
        if (Bytes(what, json) is > MaxJsonBytes and var bytes)
        {
            throw new ArgumentException($"{what} has {bytes} bytes; {MaxJsonBytes} are the limit.");
        }
    }

    private static int Bytes(string what, string text)
    {
        ArgumentNullException.ThrowIfNull(text, what);
        try
        {
            return text.Contains('\0') ? throw new BadTextException(what) : Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new BadTextException(what);
        }
    }
}
