using Webinars.Web;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Development,

    // Not the working folder: that is where the data goes.
    ContentRootPath = AppContext.BaseDirectory,
});
builder.AddSettings();

if (builder.Configuration.Problems(builder.Environment) is { Count: > 0 } problems)
{
    problems.ForEach(Console.Error.WriteLine);
    return 1;
}

if (args.Contains("check-config"))
{
    Console.WriteLine("The configuration is complete.");
    return 0;
}

builder.AddWebinars();
await using var app = builder.Build();
app.UseWebinars();
await app.StartAsync();
Console.WriteLine($"Webinars is on {app.Configuration.PublicUrl()}");
await app.WaitForShutdownAsync();
return 0;
