using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms.Guests;
using Webinars.Rooms.Roles;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Core.Tests;

/// <summary>A house with personal links, and the browsers that open them.</summary>
internal sealed class Doorway
{
    public Doorway()
    {
        Devices = new BoundDeviceStore(House.Store);
        Links = new PersonalLinks(new Secrets(House.Store));
        Join = new JoinByLink(Registrations, new AcceptInvitation(House.Webinars, Registrations, Seats, Plan), Devices, People, Links, House.Roles, House.Store, House.Time);
        Recognise = new RecogniseGuest(Registrations, Devices, People);
        Invited = new InvitedRoles(House.Rooms, Registrations);
    }

    public House House { get; } = new();

    public RegistrationStore Registrations => House.Registrations;

    public SeatStore Seats => House.Seats;

    public SeatPlan Plan => House.Plan;

    public Register Register => House.Register;

    public PersonalLinks Links { get; }

    public PersonStore People => House.People;

    public BoundDeviceStore Devices { get; }

    public JoinByLink Join { get; }

    public RecogniseGuest Recognise { get; }

    public Admission Admission => House.Admission;

    public InvitedRoles Invited { get; }

    public async Task<(Webinar Webinar, Registration Ada)> Registered(Access? access = null, Person? account = null)
    {
        var webinar = await Webinar(access);
        await Register.Run(webinar.Id, new RegistrationRequest("ada@example.com", "Ada", null, null), account, default);
        return (webinar, (await Registrations.GetByEmail(webinar.Id, account?.Email ?? "ada@example.com", default))!);
    }

    public async Task<(Webinar Webinar, Registration Ada)> InvitedAs(Role? role, Access? access = null)
    {
        var webinar = await Webinar(access);
        var one = new Registration { Id = Guid.CreateVersion7(), WebinarId = webinar.Id, Email = "ada@example.com", Name = "Ada", Role = role, Status = RegistrationStatus.Invited };
        await Plan.Save(null, one, LetterKind.Invitation, default);
        return (webinar, (await Now(one)));
    }

    public async Task<Registration> Now(Registration one) => (await Registrations.Get(one.Id, default))!;

    /// <summary>The button is pressed, with the link of now or an older one.</summary>
    public Task<Joined> Press(Webinar webinar, Registration one, string? device = null, string? code = null, Person? account = null) =>
        Join.Run(new Followed(webinar, one, one.Round), new Caller(device, account), code, default);

    /// <summary>A first device is in.</summary>
    public async Task<(Registration One, string Device, Person Guest)> Bound(Webinar webinar, Registration one)
    {
        var joined = await Press(webinar, one);

        // A role is nothing that a forwarded letter gives away.
        Assert.Equal(one.Role is null ? JoinStep.In : JoinStep.Code, joined.Next);
        joined = joined.Next is JoinStep.Code ? await Press(webinar, await Now(one), code: await Code(await Now(one))) : joined;
        var guest = await Recognise.Run(webinar.Id, [new DeviceKey(one.Id, joined.Secret!)], default);
        return (await Now(one), joined.Secret!, guest!.Person);
    }

    /// <summary>The code of the letter that was ordered last.</summary>
    public async Task<string> Code(Registration one) => await Links.Code(one, (await CodeLetters())[^1].Round, default);

    public async Task<IReadOnlyList<LetterOrder>> CodeLetters() =>
        [.. (await House.Store.Due(LetterOrder.Delivery, DateTimeOffset.MaxValue, 1000, default)).OrderBy(one => one.DueAt).Select(LetterOrder.Read).Where(one => one.Kind is LetterKind.JoinCode)];

    public async Task<Role> Enter(Webinar webinar, Person person) =>
        await Invited.Give(webinar, person, await Admission.Of(webinar, person.Id, default), default);

    private async Task<Webinar> Webinar(Access? access)
    {
        var webinar = await House.Scheduled();
        return access is null ? webinar : await House.Webinars.Save(webinar with { Access = access.Checked() }, webinar, House.HostActor, House.Time.GetUtcNow(), default);
    }
}
