using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation;
using static Webinars.Core.Tests.ChatStory;

namespace Webinars.Core.Tests;

public class ReportTests
{
    private static readonly Room Reported = Live.Does(new ReportMessage(Otto, "a", 2, "Rude")).Does(new ReportMessage(Pia, "b", 2, null)).Does(new ReportMessage(Ada, "c", 3, "Spam"));

    [Fact]
    public void Reports_wait_for_the_moderators_and_nobody_else_sees_them()
    {
        Assert.Equal([("Hello", 2, "Rude"), ("Hi", 1, "Spam")], Reported.SeenBy(Mona).Reports!.Select(report => (report.Message.Text, report.Count, string.Join(' ', report.Reasons))));
        Assert.All([Ada, Otto, Pia], reader => Assert.Null(Reported.SeenBy(reader).Reports));
        var told = Live.Told<MessageReported>(new ReportMessage(Otto, "a", 2, "Rude"), Mona)!;
        Assert.Equal((2, "Rude", "Hello"), (told.MessageId, told.Reason, told.Message!.Text));
        Assert.All([Ada, Otto, Pia], reader => Assert.Null(Live.Told<MessageReported>(new ReportMessage(Otto, "a", 2, "Rude"), reader)));
    }

    [Fact]
    public void Nobody_learns_who_reported()
    {
        Assert.Null(Live.Told<MessageReported>(new ReportMessage(Otto, "a", 2, "Rude"), Mona)!.By);
        Assert.DoesNotContain(Otto.Id.ToString(), Json(Live.Does(new ReportMessage(Otto, "a", 2, "Rude")).SeenBy(Mona).Reports), StringComparison.Ordinal);
    }

    [Fact]
    public void One_reports_a_message_once()
    {
        Assert.Empty(Reported.Decides(new ReportMessage(Otto, "d", 2, "Very rude")).Events);
        Assert.Empty(Reported.Does(new ResolveReports(Mona, "e", 2)).Decides(new ReportMessage(Otto, "d", 2, "Very rude")).Events);
        Assert.Single(Reported.Decides(new ReportMessage(Otto, "d", 4, null)).Events);
    }

    [Fact]
    public void A_moderator_resolves_them_and_later_ones_wait_anew()
    {
        var resolve = new ResolveReports(Mona, "d", 2);
        var room = Reported.Does(resolve);
        Assert.Equal([3], room.SeenBy(Mona).Reports!.Select(report => report.Message.Position));
        Assert.Equal([("New", 1)], room.Does(new ReportMessage(Mona, "e", 2, "New")).Does(new ResolveReports(Mona, "f", 3)).SeenBy(Mona).Reports!.Select(report => (report.Reasons.Single(), report.Count)));
        Assert.Equal(2, Reported.Told<ReportsResolved>(resolve, Max)!.MessageId);
        Assert.All([Ada, Otto, Pia], reader => Assert.Null(Reported.Told<ReportsResolved>(resolve, reader)));
        Assert.All([Ada, Otto, Pia], actor => Assert.Equal("not-allowed", Reported.Refuses(new ResolveReports(actor, "d", 2))));
        Assert.Empty(Live.Decides(resolve).Events);
        Assert.Equal("not-found", Live.Refuses(new ResolveReports(Mona, "d", 9)));
    }

    [Fact]
    public void A_removed_message_waits_no_more_for_who_removed_it_has_looked()
    {
        var room = Reported.Does(new DeleteMessage(Mona, "d", 2));
        Assert.Equal([3], room.SeenBy(Mona).Reports!.Select(report => report.Message.Position));
        Assert.Equal("not-found", room.Refuses(new ReportMessage(Max, "e", 2, null)));
        var back = room.Does(new RestoreMessage(Mona, "f", 2));
        Assert.Equal([3], back.SeenBy(Mona).Reports!.Select(report => report.Message.Position));
        Assert.Null(back.Refuses(new ReportMessage(Pia, "g", 2, null)));
    }

    [Fact]
    public void A_reason_is_short_and_may_be_left_out()
    {
        Assert.Equal("too-long", Refused.With(() => { new ReportMessage(Otto, "a", 2, new string('x', 201)).Checked(); }).Code);
        Assert.Equal("bad-text", Refused.With(() => { new ReportMessage(Otto, "a", 2, "\0").Checked(); }).Code);
        Assert.All([null, "", " \u200B "], reason => Assert.Null(((ReportMessage)new ReportMessage(Otto, "a", 2, reason).Checked()).Reason));
        Assert.All([0, 1, 9], id => Assert.Equal("not-found", Live.Refuses(new ReportMessage(Otto, "a", id, null))));
    }

    [Fact]
    public void However_many_report_it_a_snapshot_stays_small()
    {
        var room = Enumerable.Range(0, 50).Aggregate(Live, (state, i) => state.Then(new MessageReported(2, $"reason {i}") { By = Otto with { Id = Guid.NewGuid() } }));
        Assert.Equal((50, 20), room.SeenBy(Mona).Reports!.Single() is var report ? (report.Count, report.Reasons.Count) : default);
    }
}
