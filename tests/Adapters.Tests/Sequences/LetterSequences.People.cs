using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>Those who do not simply come.</summary>
public abstract partial class LetterSequences
{
    [Fact]
    public async Task Who_waits_is_reminded_only_with_a_seat()
    {
        var webinar = await Post.Planned(Start, new Access { Policy = AccessPolicy.Registered, Capacity = 1 });
        foreach (var name in new[] { "ada", "next", "never" })
        {
            await Post.Come(webinar, name);
        }

        await Post.Until(At(3, 20));
        await Post.Go(webinar, "ada");
        await Post.Until(Start);
        await Got("ada", "03-01 12:00 Confirmation", "03-03 16:00 ReminderDay");
        await Got("next", "03-01 12:00 Waitlisted", "03-03 20:00 Confirmation", "03-04 15:00 ReminderHour", "03-04 15:50 ReminderTenMinutes");
        await Got("never", "03-01 12:00 Waitlisted");
        Assert.Equal("REQUEST 1 20270304T160000Z", (await LettersOf("next"))[1].Entry);
        Assert.Null((await LettersOf("next"))[0].Calendar);
    }

    [Fact]
    public async Task Where_a_host_decides_nobody_is_reminded_before_the_word()
    {
        var webinar = await Post.Planned(Start, new Access { Policy = AccessPolicy.Approval });
        foreach (var name in new[] { "approved", "declined", "forgotten" })
        {
            await Post.Come(webinar, name);
        }

        await Post.Until(At(2, 12));
        await Post.Decide(webinar, "approved", true);
        await Post.Decide(webinar, "declined", false);
        webinar = await Post.Move(webinar, At(5, 16));
        await Post.Until(At(5, 16));
        await Got("approved", "03-01 12:00 Pending", "03-02 12:00 Confirmation", "03-02 12:02 Rescheduled", "03-04 16:00 ReminderDay", "03-05 15:00 ReminderHour", "03-05 15:50 ReminderTenMinutes");
        await Got("declined", "03-01 12:00 Pending", "03-02 12:00 Declined");
        await Got("forgotten", "03-01 12:00 Pending", "03-02 12:02 Rescheduled");
        Assert.Null((await LettersOf("forgotten"))[1].Calendar);
        Assert.DoesNotContain("/join/", (await LettersOf("forgotten"))[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_invited_is_reminded_once_they_have_accepted()
    {
        var webinar = await Post.Planned(Start, new Access { Policy = AccessPolicy.InviteOnly });
        foreach (var (name, role) in new[] { ("guest", (Role?)null), ("panelist", Role.Panelist), ("silent", null) })
        {
            var one = new Registration
            {
                Id = Guid.CreateVersion7(), WebinarId = webinar.Id, Email = Post.Address(name), Name = name, Role = role, Status = RegistrationStatus.Invited, Since = Post.Now, CreatedAt = Post.Now,
            };
            await Post.Get<IStore>().Commit(new Batch([RegistrationStore.ToPut(one)], [new LetterOrder(LetterKind.Invitation, webinar.Id, one.Id, "1").At(Post.Now)]), default);
        }

        await Post.Until(At(2, 12));
        await Post.Come(webinar, "guest");
        await Post.Come(webinar, "panelist");
        await Post.Come(webinar, "stranger");
        await Post.Move(webinar, At(5, 16));
        await Post.Until(At(5, 16));
        string[] accepted = ["03-01 12:00 Invitation", "03-02 12:00 Confirmation", "03-02 12:02 Rescheduled", "03-04 16:00 ReminderDay", "03-05 15:00 ReminderHour", "03-05 15:50 ReminderTenMinutes"];
        await Got("guest", accepted);
        await Got("panelist", accepted);
        await Got("silent", "03-01 12:00 Invitation", "03-02 12:02 Rescheduled");
        await Got("stranger");
        Assert.Equal("You are invited as a panelist: Tea", (await LettersOf("panelist"))[0].Subject);
        Assert.Equal("You are invited: Tea", (await LettersOf("guest"))[0].Subject);
    }

    [Fact]
    public async Task Whatever_people_typed_a_letter_goes_to_one_address_with_the_headers_of_the_house()
    {
        var webinar = await Post.Planned(Start);
        await Post.Save(webinar, one => one with { Title = "Tea\r\nBcc: eve@evil.example\r\n\r\n<b>", HostName = "Hanna\r\nX-Evil: 1" });
        await Post.Get<Register>().Run(webinar.Id, new RegistrationRequest("Ada+Tea@BÜCHER.example", "Ada\r\nBcc: eve@evil.example", null, null), null, default);
        await Post.Until(Start);
        var letters = await Letters();
        Assert.Equal(4, letters.Count);
        Assert.All(letters, letter => Assert.Equal("ada+tea@xn--bcher-kva.example", letter.To));
        Assert.Equal("You are registered: Tea Bcc: eve@evil.example <b>", letters[0].Subject);
        Assert.Empty(Post.Line.Calls.SelectMany(call => call.Email.Headers.Keys).Except(["List-Unsubscribe", "List-Unsubscribe-Post"]));
        Assert.All(Post.Line.Calls.SelectMany(call => call.Email.Headers.Values), value => Assert.DoesNotContain(value, char.IsControl));
    }

    [Fact]
    public async Task Who_wants_no_letters_gets_those_they_asked_for_and_whose_mailbox_refuses_none()
    {
        var webinar = await Post.Planned(Start);
        foreach (var name in new[] { "unsubscribed", "bounced", "complained", "full" })
        {
            await Post.Come(webinar, name);
        }

        await Post.Until(At(2, 12));
        await Post.Get<IStore>().Commit(new Batch(RegistrationStore.ToPut(await Post.Find(webinar, "unsubscribed") with { Unsubscribed = true })), default);
        await Signal(new EmailSignal("1", Post.Address("bounced"), EmailState.Bounced, Post.Now) { Permanent = true });
        await Signal(new EmailSignal("2", $"Somebody <{Post.Address("complained")}>", EmailState.Complained, Post.Now));
        await Signal(new EmailSignal("3", Post.Address("full"), EmailState.Bounced, Post.Now));
        webinar = await Post.Move(webinar, At(5, 16));
        await Post.Until(At(5, 15));
        await Got("unsubscribed", "03-01 12:00 Confirmation", "03-02 12:02 Rescheduled");
        await Got("bounced", "03-01 12:00 Confirmation");
        await Got("complained", "03-01 12:00 Confirmation");
        await Got("full", "03-01 12:00 Confirmation", "03-02 12:02 Rescheduled", "03-04 16:00 ReminderDay", "03-05 15:00 ReminderHour");

        Task Signal(EmailSignal signal) => Post.Get<ApplyEmailSignal>().Run("resend", signal.EmailId, signal, default);
    }
}
