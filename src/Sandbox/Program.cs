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

var listen = (builder.Configuration["urls"] ?? "http://localhost:5090").Split(';')[0].TrimEnd('/');
builder.WebHost.UseUrls(listen);

// Behind a balancer browsers and nodes find it elsewhere than it listens.
var options = new SandboxOptions(
    (builder.Configuration["Sandbox:Url"] ?? listen).TrimEnd('/'),
    (builder.Configuration["Sandbox:AppUrl"] ?? "http://localhost:5080").TrimEnd('/'),
    builder.Configuration["Sandbox:Folder"] ?? Path.Combine("data", "sandbox")) { Ingest = IngestOptions.Read(builder.Configuration) };
if (args.Contains("settings"))
{
    // For a file of settings that nodes are started with.
    PrintSettings("");
    return 0;
}

// These lines hold query strings, and a socket's holds a token.
builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
builder.Services.AddSandbox(options);

var app = builder.Build();
app.MapSandbox();
Console.WriteLine($"The sandbox listens on {listen}, is found at {options.Url}/sandbox and sends webhooks to {options.AppUrl}. Start each node with:");
PrintSettings("export ");
app.Run();
return 0;

void PrintSettings(string before)
{
    foreach (var (name, value) in SandboxServices.Settings(options))
    {
        Console.WriteLine($"{before}{name.Replace(":", "__", StringComparison.Ordinal)}='{value}'");
    }
}
