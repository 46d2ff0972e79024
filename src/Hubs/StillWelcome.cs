using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms.Guests;

namespace Webinars.Hubs;

/// <summary>Whether who is connected may still be: asked when they come, and of all when nodes hear each other again, for another may have told of an end meanwhile.</summary>
internal sealed partial class StillWelcome(RoomPumps pumps, RecognisePerson recognise, RecogniseGuest guests, Admission admission, INodeChannel others, ILogger<StillWelcome> logger)
    : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _restored = new(0);

    /// <summary>Closes the connection of who is not.</summary>
    public async Task Check(Member member, CancellationToken ct)
    {
        if (await recognise.Again(member.You.Id, member.Session, ct) is null || !await guests.Again(member.Session, ct)
            || !await admission.Again(member.Pump.Room.Id, member.You.Id, ct))
        {
            member.Close();
        }
    }

    public override void Dispose()
    {
        _restored.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        others.Restored += Note;
        while (!stoppingToken.IsCancellationRequested)
        {
            await _restored.WaitAsync(stoppingToken);
            try
            {
                // One after the other: the store has enough to do at that moment.
                foreach (var member in pumps.Members)
                {
                    await Check(member, stoppingToken);
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The store may have gone with Redis, and come back later.
                Log.Failed(logger, error);
                await Task.Delay(Patience, stoppingToken);
                Note();
            }
        }

        void Note() => _restored.Release();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Nodes hear each other again, but who may still be connected could not be asked; asked again")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
