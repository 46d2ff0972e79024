using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>One call of clerk-js: whose browser it is, what its form says, and how it is answered. Lives inside one <see cref="ClerkStore.Do{T}"/>.</summary>
public sealed class BrowserCall
{
    private const string ClientCookie = "__client";
    private const string SignedInCookie = "__client_uat";
    private readonly HttpContext _http;
    private readonly IFormCollection _form;
    private readonly SessionTokens _tokens;
    private string? _clientId;

    private BrowserCall(HttpContext http, IFormCollection form, ClerkStore store, SessionTokens tokens)
    {
        (_http, _form, Store, _tokens) = (http, form, store, tokens);
        _clientId = store.ClientByCookie(http.Request.Cookies[ClientCookie])?.Id;
    }

    public ClerkStore Store { get; }

    public long Now => Store.Now;

    public Client? Client => Store.Find<Client>(_clientId);

    /// <summary>This browser's session, while it is active.</summary>
    public Session? Session => Store.ActiveSession(Client?.SessionId);

    /// <summary>Where the browser has reached the sandbox.</summary>
    public string Origin => $"{_http.Request.Scheme}://{_http.Request.Host}";

    /// <summary>Answers with what <paramref name="act"/> returns and the whole client, from which clerk-js refreshes its own picture.</summary>
    public static Delegate Enveloped(Func<BrowserCall, object?> act) => Bare(call =>
    {
        var response = act(call);
        return new { response, client = call.ClientJson() };
    });

    public static Delegate Bare(Func<BrowserCall, object?> act) => async (HttpContext http, ClerkStore store, SessionTokens tokens) =>
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var answer = store.Do(() =>
        {
            var call = new BrowserCall(http, form, store, tokens);
            try
            {
                return act(call);
            }
            finally
            {
                call.SayWhetherSignedIn();
            }
        });
        http.Response.Headers.CacheControl = "no-store";
        return ClerkJson.Answer(answer);
    };

    public string Route(string name) => _http.Request.RouteValues[name] as string ?? "";

    public string Query(string name) => _http.Request.Query[name].ToString();

    /// <summary>A form field, trimmed; null when it is missing or empty.</summary>
    public string? Field(string name) => _form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    public string Required(string name) =>
        Field(name) ?? throw ClerkError.Field(name, "form_param_nil", $"Please fill in {name.Replace('_', ' ')}.", "is missing");

    /// <summary>A password: taken as typed, so blanks at its ends count.</summary>
    public string? Secret(string name) => _form[name].ToString() is { Length: > 0 } text ? text : null;

    public IFormFile? File(string name) => _form.Files.GetFile(name);

    public string? Name(string field) => Field(field) is not { } name ? null : name.Length <= 256 && !name.Any(char.IsControl)
        ? name
        : throw ClerkError.Field(field, "form_param_value_invalid", "Names have at most 256 characters and no control characters.");

    public JsonObject? Metadata(string field)
    {
        try
        {
            return Field(field) is { } json ? JsonNode.Parse(json) as JsonObject : null;
        }
        catch (JsonException)
        {
            throw ClerkError.Field(field, "form_param_format_invalid", $"{field} must be a JSON object.");
        }
    }

    /// <summary>The client that is to sign up or in, made and given its cookie when this is the browser's first call.</summary>
    public Client SignedOutClient()
    {
        if (Session is not null)
        {
            // Another tab was faster. With the client enclosed the prebuilt components go on into that session.
            throw new ClerkError(400, "session_exists", "Session already exists", "You're already signed in.") { Client = ClientJson() };
        }

        if (Client is { } known)
        {
            return known;
        }

        var client = Store.Put(new Client(ClerkStore.NewId("client"), Now, RandomNumberGenerator.GetHexString(64, lowercase: true)));
        _clientId = client.Id;

        // Clerk keeps it on a domain of its own. The path keeps it from the product here, so that nobody comes to rely on it.
        SetCookie(ClientCookie, client.Cookie, ClerkSandbox.Root, httpOnly: true);
        return client;
    }

    public void Change(Func<Client, Client> change)
    {
        if (Client is { } client)
        {
            Store.Put(change(client) with { UpdatedAt = Now });
        }
    }

    public Session StartSession(Person person, string strategy)
    {
        var session = new Session(ClerkStore.NewId("sess"), Now, person.Id, SignedOutClient().Id);
        Store.Put(session);
        Store.Put(person with { LastSignInAt = Now });
        Change(client => client with { SessionId = session.Id, SignInId = null, SignUpId = null, LastStrategy = strategy });
        return session;
    }

    public Session RequireSession(string id) => Session is { } session && session.Id == id ? session : throw ClerkError.SignedOut();

    public string Token(Session session) => _tokens.Sign(session, AuthorizedParty, SessionTokens.Life);

    public string TemplateToken(Session session) => _tokens.SignTemplate(session, AuthorizedParty, SessionTokens.Life);

    public object? ClientJson() => Client is { } client ? FrontendJson.Client(this, client, Session) : null;

    public object SessionJson(Session session) =>
        FrontendJson.Session(this, session, session.StatusAt(Now) == "active" ? Token(session) : null, _tokens.FactorAge(session));

    /// <summary>The page's origin. Browsers send no Origin with a same-origin GET, and perhaps no Referer either.</summary>
    private string AuthorizedParty => _http.Request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != "null" ? origin
        : Uri.TryCreate(_http.Request.Headers.Referer.ToString(), UriKind.Absolute, out var page) ? page.GetLeftPart(UriPartial.Authority)
        : Origin;

    private void SayWhetherSignedIn()
    {
        var updatedAt = Session is null ? "0" : $"{Client!.UpdatedAt / 1000}";
        if (_http.Request.Cookies[SignedInCookie] != updatedAt)
        {
            SetCookie(SignedInCookie, updatedAt, "/", httpOnly: false);
        }
    }

    private void SetCookie(string name, string value, string path, bool httpOnly) => _http.Response.Cookies.Append(name, value, new CookieOptions
    {
        Path = path,
        HttpOnly = httpOnly,
        SameSite = SameSiteMode.Lax,
        Secure = _http.Request.IsHttps,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
    });
}
