using System.Net.Sockets;
using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>A publisher's way in, and what came through it. A publisher that gives up before it has sent anything leaves it open for the next, as a vendor's does.</summary>
public sealed class Ingest
{
    private readonly Task _taken;

    public Ingest(TcpListener door, string key, string file)
    {
        File = file;
        _taken = Task.Run(async () =>
        {
            while (!await Take(door, key, file))
            {
            }
        });
    }

    /// <summary>FLV; grows while the publisher sends.</summary>
    public string File { get; }

    /// <summary>Until the publisher has gone.</summary>
    /// <exception cref="InvalidDataException">It came with another key.</exception>
    public Task Finished() => _taken.WaitAsync(TimeSpan.FromSeconds(60));

    private static async Task<bool> Take(TcpListener door, string key, string file)
    {
        using var client = await door.AcceptTcpClientAsync();
        await using var connection = new RtmpConnection(client.GetStream(), "app");
        FileStream? output = null;
        try
        {
            if (await connection.ReadPublishAsync(default) is not { } given)
            {
                return false;
            }

            if (given != key)
            {
                throw new InvalidDataException($"The key is {given}, not {key}");
            }

            await connection.AcceptAsync(default);
            while (await connection.ReadMediaAsync(default) is { } message)
            {
                if (message.Type == MessageType.Data)
                {
                    continue;
                }

                if (output is null)
                {
                    output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
                    await output.WriteAsync(Flv.Head);
                }

                await output.WriteAsync(Flv.Tag(message, message.Timestamp));
            }
        }
        catch (Exception error) when (error is IOException or RtmpException)
        {
            // It went without a good-bye.
        }
        finally
        {
            await (output?.DisposeAsync() ?? default);
        }

        return output is not null;
    }
}
