using Webinars.Sandbox;
using Webinars.Sandbox.Mux.Ingest;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Development,
});
if (builder.Environment.IsProduction())
{
    Console.Error.WriteLine("The sandbox does not run in Production: it gives a session to anybody who asks.");
    return 1;
}

if (IngestOptions.Problem(builder.Configuration) is { } problem)
{
    Console.Error.WriteLine($"The setting {problem}");
    return 1;
}

var url = (builder.Configuration["urls"] ?? "http://localhost:5090").Split(';')[0].TrimEnd('/');
builder.WebHost.UseUrls(url);
var options = new SandboxOptions(
    url,
    (builder.Configuration["Sandbox:AppUrl"] ?? "http://localhost:5080").TrimEnd('/'),
    builder.Configuration["Sandbox:Folder"] ?? Path.Combine("data", "sandbox")) { Ingest = IngestOptions.Read(builder.Configuration) };

// These lines hold query strings, and a socket's holds a token.
builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
builder.Services.AddSandbox(options);

var app = builder.Build();
app.MapSandbox();
Console.WriteLine($"The sandbox listens on {url}/sandbox and sends webhooks to {options.AppUrl}. Start each node with:");
foreach (var (name, value) in SandboxServices.Settings(options))
{
    Console.WriteLine($"export {name.Replace(":", "__", StringComparison.Ordinal)}='{value}'");
}

app.Run();
return 0;
