using Microsoft.Extensions.Options;
using Webinars.Adapters.LiteDb;
using Webinars.Web;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Development,

    // Not the working folder: that is where the data goes.
    ContentRootPath = AppContext.BaseDirectory,
});
try
{
    builder.AddSettings();
}
catch (InvalidOperationException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

var checks = args.Contains("check-config");
var problems = builder.Configuration.Problems(builder.Environment);
if (checks)
{
    problems.AddRange(UnknownSettings.Find(builder.Configuration));
}

if (problems.Count > 0)
{
    problems.ForEach(Console.Error.WriteLine);
    return 1;
}

if (checks)
{
    Console.WriteLine("The configuration is complete.");
    return 0;
}

if (args.Contains("new-epoch"))
{
    return NewEpoch.Run(builder.Configuration);
}

builder.AddWebinars();
await using var app = builder.Build();
try
{
    app.UseWebinars();
    await app.StartAsync();
}
catch (Exception error) when (error is StoreInUseException or OptionsValidationException or IOException)
{
    // What whoever starts it can mend; anything else shows its stack.
    Console.Error.WriteLine(error.Message);
    return 1;
}

Console.WriteLine($"Webinars is on {app.Configuration.PublicUrl()}");
await app.WaitForShutdownAsync();
return 0;
