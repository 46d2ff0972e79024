using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Web.Tests.Broadcasts;

/// <summary>A publisher's way in, and what came through it. A publisher that gives up before it has sent anything leaves it open for the next, as a vendor's does.</summary>
public sealed class Ingest(string file)
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>FLV; grows while the publisher sends.</summary>
    public string File => file;

    public bool IsFinished => _finished.Task.IsCompleted;

    /// <summary>Until the publisher has gone.</summary>
    public Task Finished() => _finished.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <returns>Whether anything came.</returns>
    internal async Task<bool> Take(RtmpConnection connection)
    {
        await connection.AcceptAsync(default);
        FileStream? output = null;
        try
        {
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

        if (output is null)
        {
            return false;
        }

        await output.DisposeAsync();
        _finished.TrySetResult();
        return true;
    }
}
