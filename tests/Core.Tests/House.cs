using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webinars.Log;
using Webinars.Nodes;
using Webinars.People;
using Webinars.Registering;
using Webinars.Replaying;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Presence;
using Webinars.Rooms.Roles;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Streaming;
using Webinars.Webhooks;

namespace Webinars.Core.Tests;

/// <summary>All of Core on one node: no doors, no vendors, and a clock that stands still until it is moved.</summary>
public sealed class House
{
    public static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private int _signals;

    /// <param name="store">Two houses over one store are two nodes.</param>
    public House(IStore? store = null, Limits? limits = null, INodeChannel? others = null)
    {
        Store = store ?? new MemoryStore();
        Log = new RoomLog(Store);
        Rooms = new LiveRooms(Log, new RateLimits(limits ?? Unlimited, Time), others ?? new OnlyNode(), Time);
        Roles = new RoomRoles(Rooms);
        Webinars = new WebinarStore(Store, Log, Roles);
        Streams = new LiveStreamStore(Store);
        Schedule = new ScheduleWebinar(Webinars, Store, Time);
        Edit = new EditWebinar(Webinars, Time);
        Publish = new PublishWebinar(Webinars, Streams, Time);
        Cancel = new CancelWebinar(Webinars, Streams, Time);
        List = new ListWebinars(Webinars, Time);
        Provision = new ProvisionStream(Webinars, Streams, Video, Times, Time);
        GoLive = new GoLive(Webinars, Streams, Provision, Times, Time);
        var tell = new TellVideoService(Streams, Video, Time, NullLogger<TellVideoService>.Instance);
        End = new EndWebinar(Webinars, Streams, tell, Times, Time);
        Signal = new ApplyStreamSignal(Webinars, Streams, new Inbox(Store), Times, Time);
        var duties = new Duties(Store, new ThisNode(Alone: true), Time);
        WatchStreams = new WatchStreams(Webinars, Streams, End, tell, duties, Times, Time, NullLogger<WatchStreams>.Instance);
        Recordings = new RecordingStore(Store);
        Replay = new PublishReplay(Webinars, Streams, Recordings, new Inbox(Store), Time);
        WatchRecordings = new WatchRecordings(Webinars, Replay, Time, NullLogger<WatchRecordings>.Instance);
        Reconcile = new KeepReconciled(
            Webinars, new ReconcileStream(Streams, Recordings, Video, Video, Signal, Replay, Times, Time), duties, Time, NullLogger<KeepReconciled>.Instance);
        Registrations = new RegistrationStore(Store);
        Seats = new SeatStore(Store);
        Plan = new SeatPlan(Webinars, Registrations, Seats, Connections, Store, Time);
        People = new PersonStore(Store);
        FindRegistration = new FindRegistration(Registrations, People, Store);
        Register = new Register(Webinars, Registrations, FindRegistration, Seats, Plan, Store, Time);
        Admission = new Admission(Webinars, Roles, FindRegistration);
        Admit = new AdmitViewer(Webinars, Admission, Streams, Recordings, Video, Time);
        Visits = new VisitStore(Store);
        Book = new NodesBook(Store, new ThisNode(Alone: true), new OnlyNode(), Time);
        Keep = new KeepAttendance(Rooms, Visits, Book, Time, NullLogger<KeepAttendance>.Instance);
        Attendance = new ReadAttendance(Webinars, Visits);
        History = new ReadHistory(Log);
    }

    public static Limits Unlimited { get; } = new() { ChatPerTenSeconds = 0, QuestionEverySeconds = 0, VotesPerSecond = 0, HistoryPerSecond = 0, ResumesPerTenSeconds = 0, ActionsPerSecond = 0, ReactionsPerSecond = 0 };

    public FakeTimeProvider Time { get; } = new(Noon);

    public VideoInMemory Video { get; } = new();

    public StreamTimes Times { get; } = new();

    public Person Host { get; } = new(Guid.CreateVersion7(), "user_host", "Hanna Host", null, null);

    public Person Guest { get; } = new(Guid.CreateVersion7(), "user_guest", "Gus Guest", null, null);

    public Actor HostActor => new(Host.Id, Host.Name, Role.Owner);

    public Actor GuestActor => new(Guest.Id, Guest.Name, Role.Attendee);

    public WebinarDraft Draft => new("A webinar", "", Noon.AddDays(1), 60, "Europe/Berlin");

    public IStore Store { get; }

    public RoomLog Log { get; }

    public WebinarStore Webinars { get; }

    public ScheduleWebinar Schedule { get; }

    public EditWebinar Edit { get; }

    public PublishWebinar Publish { get; }

    public CancelWebinar Cancel { get; }

    public ListWebinars List { get; }

    public LiveStreamStore Streams { get; }

    public ProvisionStream Provision { get; }

    public GoLive GoLive { get; }

    public EndWebinar End { get; }

    public ApplyStreamSignal Signal { get; }

    public WatchStreams WatchStreams { get; }

    public RecordingStore Recordings { get; }

    public PublishReplay Replay { get; }

    public WatchRecordings WatchRecordings { get; }

    public KeepReconciled Reconcile { get; }

    public AdmitViewer Admit { get; }

    public LiveRooms Rooms { get; }

    public RoomRoles Roles { get; }

    public VisitStore Visits { get; }

    public NodesBook Book { get; }

    public KeepAttendance Keep { get; }

    public ReadAttendance Attendance { get; }

    public ReadHistory History { get; }

    public RegistrationStore Registrations { get; }

    public SeatStore Seats { get; }

    public SeatPlan Plan { get; }

    public PersonStore People { get; }

    public FindRegistration FindRegistration { get; }

    public Register Register { get; }

    public Admission Admission { get; }

    public ClosedConnections Connections { get; } = new();

    public async Task<Webinar> Scheduled() => await Publish.Run((await Schedule.Run(Draft, Host, null, default)).Id, Host, default);

    /// <summary>Scheduled, and it has its stream.</summary>
    public async Task<Webinar> Provisioned()
    {
        var webinar = await Scheduled();
        await Provision.Run(webinar.Id, Host, default);
        return webinar;
    }

    public async Task<Webinar> Live()
    {
        var webinar = await Provisioned();
        await Hears(webinar, StreamState.Active);
        return await GoLive.Run(webinar.Id, Host, default);
    }

    public async Task<Webinar> Ended()
    {
        var webinar = await Live();
        Time.Advance(TimeSpan.FromMinutes(30));
        return await End.Run(webinar.Id, Host, default);
    }

    /// <summary>The owner gives somebody a role.</summary>
    public async Task Gives(Webinar webinar, Person person, Role role) =>
        await (await Rooms.Open(webinar.Id)).Post(new AssignRole(HostActor, Guid.NewGuid().ToString("N"), person.Id, role, person.Name));

    /// <summary>The vendor says so, now.</summary>
    public Task Hears(Webinar webinar, StreamState state) => Hears(webinar, state, Time.GetUtcNow());

    public async Task Hears(Webinar webinar, StreamState state, DateTimeOffset at) =>
        await Signal.Run("vendor", $"event{Interlocked.Increment(ref _signals)}", await SignalOf(webinar, state, at), default);

    public async Task<StreamSignal> SignalOf(Webinar webinar, StreamState state, DateTimeOffset at) =>
        new((await Streams.Get(webinar.Id, default))!.StreamId, state, at);

    public async Task<Webinar> Now(Webinar webinar) => (await Webinars.Get(webinar.Id, default))!;

    /// <summary>What the room was told of one kind, in order.</summary>
    public async Task<IReadOnlyList<T>> Told<T>(Webinar webinar) where T : RoomEvent =>
        [.. (await Log.Read(webinar.Id, 0, int.MaxValue, default)).OfType<T>()];
}
