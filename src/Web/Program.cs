using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Webinars.Adapters.LiteDb;
using Webinars.Adapters.Postgres;
using Webinars.Nodes;
using Webinars.Web;
using Webinars.Web.Together;

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

if (args.Contains("move-store"))
{
    return await MoveStoreCommand.Run(builder.Configuration);
}

if (args.Contains("new-epoch"))
{
    return await NewEpoch.Run(builder.Configuration);
}

builder.AddWebinars();
await using var app = builder.Build();
try
{
    if (args.Contains("revoke-keys"))
    {
        app.Services.GetRequiredService<IKeyManager>().RevokeAllKeys(app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), "revoke-keys");
        Console.WriteLine("All keys of cookies are revoked: everybody signs in again.");
        return 0;
    }

    await app.JoinOthers(CancellationToken.None);
    app.UseWebinars();
    await app.StartAsync();
}
catch (Exception error) when (error is StoreInUseException or StoreUnavailableException or NotLikeOthersException or OptionsValidationException or IOException)
{
    // What whoever starts it can mend; anything else shows its stack.
    Console.Error.WriteLine(error.Message);
    return 1;
}

Console.WriteLine($"Webinars is on {app.Configuration.PublicUrl()}");
await app.WaitForShutdownAsync();
return 0;
