namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>The session that a browser holds: its tokens, and its end.</summary>
internal static class BrowserSessions
{
    public static object Get(BrowserCall call) => call.SessionJson(Mine(call));

    public static object Touch(BrowserCall call)
    {
        var session = Mine(call);
        call.Store.Touch(session.Id);
        return call.SessionJson(session);
    }

    public static object Token(BrowserCall call)
    {
        var session = Mine(call);
        call.Store.Touch(session.Id);
        return FrontendJson.Token(call.Token(session));
    }

    public static object TemplateToken(BrowserCall call) => FrontendJson.Token(call.TemplateToken(Mine(call)));

    public static object Remove(BrowserCall call) => Close(call, "removed");

    public static object End(BrowserCall call) => Close(call, "ended");

    /// <summary>Sign-out: the browser keeps its client.</summary>
    public static object? RemoveAll(BrowserCall call)
    {
        if (call.Session is { } session)
        {
            call.Store.Put(session with { Status = "removed", UpdatedAt = call.Now });
        }

        call.Change(client => client with { SessionId = null, SignInId = null, SignUpId = null });
        return call.ClientJson();
    }

    private static object Close(BrowserCall call, string status)
    {
        var session = call.Store.Put(Mine(call) with { Status = status, UpdatedAt = call.Now });
        call.Change(client => client with { SessionId = null });
        return call.SessionJson(session);
    }

    private static Session Mine(BrowserCall call) => call.RequireSession(call.Route("id"));
}
