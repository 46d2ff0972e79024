using Webinars.Sandbox.Clerk.Persons;

namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>What somebody may change about themselves.</summary>
internal static class Profile
{
    public static object Get(BrowserCall call) => PersonJson.Of(Me(call), call.Origin);

    public static object Update(BrowserCall call)
    {
        var me = Me(call);
        me = call.Field("primary_email_address_id") is { } primary ? EmailAddresses.MakePrimary(me, primary) : me;
        return PersonJson.Of(
            call.Store.Put(me with
            {
                FirstName = call.Name("first_name") ?? me.FirstName,
                LastName = call.Name("last_name") ?? me.LastName,
                UnsafeMetadata = call.Metadata("unsafe_metadata") ?? me.UnsafeMetadata,
                UpdatedAt = call.Now,
            }),
            call.Origin);
    }

    public static object ChangePassword(BrowserCall call)
    {
        var me = Me(call);
        if (me.PasswordHash is not null && !Password.Matches(call.Secret("current_password") ?? "", me.PasswordHash))
        {
            throw ClerkError.Field(
                "current_password", "form_password_incorrect", "Password is incorrect. Try again, or use another method.", "Password is incorrect");
        }

        var hash = Password.Hash(Password.Accept(call.Secret("new_password") ?? "", "new_password"));
        me = call.Store.Put(me with { PasswordHash = hash, UpdatedAt = call.Now });
        if (call.Field("sign_out_of_other_sessions") == "true")
        {
            call.Store.RevokeSessions(me.Id, except: call.Session?.Id);
        }

        return PersonJson.Of(me, call.Origin);
    }

    public static object ActiveSessions(BrowserCall call)
    {
        var me = Me(call);
        return call.Store.All<Session>().Where(x => x.PersonId == me.Id && x.StatusAt(call.Now) == "active").Select(x => WithActivity(call, x)).ToList();
    }

    public static object RevokeSession(BrowserCall call)
    {
        var me = Me(call);
        var session = call.Store.ActiveSession(call.Route("id"));
        return session?.PersonId == me.Id
            ? call.SessionJson(call.Store.Put(session with { Status = "revoked", UpdatedAt = call.Now }))
            : throw ClerkError.NotFound("session");
    }

    public static Person Me(BrowserCall call) =>
        call.Store.Find<Person>(call.RequireSession(call.Query("_clerk_session_id")).PersonId) ?? throw ClerkError.SignedOut();

    private static object WithActivity(BrowserCall call, Session session) => new
    {
        @object = "session",
        id = session.Id,
        status = session.StatusAt(call.Now),
        actor = (object?)null,
        expire_at = session.ExpireAt,
        abandon_at = session.AbandonAt,
        last_active_at = call.Store.LastActiveAt(session),
        latest_activity = new { @object = "session_activity", id = session.Id.Replace("sess_", "sess_activity_", StringComparison.Ordinal), is_mobile = false },
    };
}
