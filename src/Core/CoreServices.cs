using Microsoft.Extensions.DependencyInjection;
using Webinars.Log;
using Webinars.Mail;
using Webinars.Nodes;
using Webinars.Notifications;
using Webinars.Outbox;
using Webinars.People;
using Webinars.Registering;
using Webinars.Registering.Invitations;
using Webinars.Replaying;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Feedback;
using Webinars.Rooms.Guests;
using Webinars.Rooms.Handouts;
using Webinars.Rooms.Reactions;
using Webinars.Rooms.Presence;
using Webinars.Rooms.Roles;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Streaming;
using Webinars.Streaming.Broadcasting;
using Webinars.Telling;
using Webinars.Telling.Notices;
using Webinars.Webhooks;

namespace Webinars;

public static class CoreServices
{
    /// <summary>Every verb of the house. It needs from outside: IStore, IEmailService, ILetterWriter, PublicAddress, MailPace, NoticePace, Operators, INotificationService, IUserDirectory, IVideoService, IRecordingService, IBroadcastRelay, TimeProvider, Limits, StreamTimes, DrainTimes.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services) => services
        .AddSingleton<RoomLog>()
        .AddSingleton<PersonStore>()
        .AddSingleton<EndedSessions>()
        .AddSingleton<RecognisePerson>()
        .AddSingleton<Secrets>()
        .AddSingleton<DeliveryStore>()
        .AddSingleton<SendSlots>()
        .AddSingleton<SendDelivery>()
        .AddSingleton<ReviveDelivery>()
        .AddSingleton<ReadOutbox>()
        .AddSingleton(new OutboxTimes())
        .AddHostedService<KeepDelivering>()
        .AddHostedService<OutboxGauges>()
        .AddSingleton<Inbox>()
        .AddSingleton(new ExpiringKind(DeliveryStore.Kind))
        .AddSingleton(new ExpiringKind(Inbox.Kind))
        .AddSingleton(new ExpiringKind(EndedSessions.Kind))
        .AddSingleton(new ExpiringKind(PersonStore.AccountKind))
        .AddHostedService<SweepExpired>()
        .AddSingleton<ApplyAccountSignal>()
        .AddSingleton<EmailStore>()
        .AddSingleton<Suppressions>()
        .AddSingleton<ApplyEmailSignal>()
        .AddSingleton<NotificationStore>()
        .AddSingleton<ApplyNotificationSignal>()
        .AddSingleton<WebinarStore>()
        .AddSingleton<ListWebinars>()
        .AddSingleton<ScheduleWebinar>()
        .AddSingleton<EditWebinar>()
        .AddSingleton<PublishWebinar>()
        .AddSingleton<CancelWebinar>()
        .AddSingleton<RegistrationStore>()
        .AddSingleton<SeatStore>()
        .AddSingleton<SeatPlan>()
        .AddSingleton<FindRegistration>()
        .AddSingleton<Register>()
        .AddSingleton<CancelRegistration>()
        .AddSingleton<DecideRegistration>()
        .AddSingleton<PersonalLinks>()
        .AddSingleton<ReadRegistrations>()
        .AddSingleton<DayQuota>()
        .AddSingleton(new ExpiringKind(DayQuota.Kind))
        .AddSingleton(provider => DayLimitsOf(provider.GetRequiredService<Limits>()))
        .AddSingleton<InvitationPages>()
        .AddSingleton<InvitePeople>()
        .AddSingleton<FollowLink>()
        .AddSingleton<AcceptInvitation>()
        .AddSingleton<ChooseLetters>()
        .AddSingleton<Admission>()
        .AddSingleton<LookAtWebinar>()
        .AddSingleton<ListComing>()
        .AddSingleton<LiveStreamStore>()
        .AddSingleton<ILiveStreams>(provider => provider.GetRequiredService<LiveStreamStore>())
        .AddSingleton<TellVideoService>()
        .AddSingleton<ProvisionStream>()
        .AddSingleton<GoLive>()
        .AddSingleton<AirTime>()
        .AddSingleton(new ExpiringKind(AirTime.Kind))
        .AddSingleton<OpenBroadcast>()
        .AddSingleton<EndWebinar>()
        .AddSingleton<ApplyStreamSignal>()
        .AddHostedService<WatchStreams>()
        .AddSingleton<RecordingStore>()
        .AddSingleton<PublishReplay>()
        .AddSingleton<AdmitViewer>()
        .AddSingleton<ReconcileStream>()
        .AddHostedService<KeepReconciled>()
        .AddHostedService<WatchRecordings>()
        .AddSingleton<RateLimits>()
        .AddSingleton<TicketBook>()
        .AddSingleton<ITicketBook>(provider => provider.GetRequiredService<TicketBook>())
        .AddSingleton<INodeChannel, OnlyNode>()
        .AddSingleton<Drain>()
        .AddSingleton<NodeHealth>()
        .AddSingleton(new ThisNode(Alone: true))
        .AddSingleton<LivingNodes>()
        .AddSingleton<NodesBook>()
        .AddSingleton<CompareSettings>()
        .AddSingleton<Duties>()
        .AddSingleton<LiveRooms>()
        .AddHostedService<RoomGauges>()
        .AddSingleton<ReadHistory>()
        .AddHostedService<SaveReactions>()
        .AddSingleton<HandoutFiles>()
        .AddSingleton<ReadFeedback>()
        .AddSingleton<FeedbackByLetter>()
        .AddSingleton<RoomRoles>()
        .AddSingleton<IRoles>(provider => provider.GetRequiredService<RoomRoles>())
        .AddSingleton<VisitStore>()
        .AddSingleton<ReadAttendance>()
        .AddHostedService<KeepAttendance>()
        .AddSingleton<TicketOffice>()
        .AddSingleton<Whereabouts>()
        .AddSingleton<AnswersInLetters>()
        .AddSingleton<NoticeDesk>()
        .AddSingleton<ICarrier, AnswerCarrier>()
        .AddSingleton<ICarrier, NoticeCircularCarrier>()
        .AddSingleton<ICarrier, NoticeCarrier>()
        .AddSingleton<ICarrier, IntroductionCarrier>()
        .AddSingleton<InvitedRoles>()
        .AddSingleton<BoundDeviceStore>()
        .AddSingleton<RecogniseGuest>()
        .AddSingleton<JoinByLink>()
        .AddSingleton<LetterDesk>()
        .AddSingleton<LetterRecords>()
        .AddSingleton<ICarrier, MoveUp>()
        .AddSingleton<ReadLetters>()
        .AddSingleton<MailedAnnouncements>()
        .AddSingleton<AnnounceByMail>()
        .AddSingleton<ICarrier, InvitationCarrier>()
        .AddSingleton<ICarrier, CircularCarrier>()
        .AddSingleton<ICarrier, LetterBatchCarrier>()
        .AddSingleton<ICarrier, OneOfManyCarrier>()
        .AddSingleton<ICarrier, LetterCarrier>();

    private static DayLimits DayLimitsOf(Limits limits) => new(limits.InvitationsPerDay, limits.AnnouncementMailsPerDay);
}
