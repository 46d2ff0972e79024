using System.Text;
using System.Text.RegularExpressions;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>Every request that the official clients, .NET and Node, were seen to send is one that the sandbox can do something with.</summary>
public sealed class RecordingTests
{
    [Theory]
    [InlineData("mux-node")]
    [InlineData("mux-csharp")]
    [InlineData("clerk-node")]
    [InlineData("clerk-csharp")]
    [InlineData("resend-node")]
    [InlineData("resend-dotnet")]
    [InlineData("knock-node")]
    [InlineData("knock-dotnet")]
    public async Task What_an_official_client_asks_the_sandbox_knows(string file)
    {
        var recordings = Recording.Read(file).Where(x => !IsMistake(x)).ToList();
        Assert.NotEmpty(recordings);
        await using var stage = await RecordingStage.StartAsync(file.Split('-')[0]);
        var failed = new List<string>();
        foreach (var recording in recordings)
        {
            // A delete would leave nothing for the next one.
            var there = await stage.PrepareAsync();
            using var request = new HttpRequestMessage(new HttpMethod(recording.Method), stage.Url + there(recording.Path));
            request.Content = recording.Body.Length == 0 ? null : new StringContent(there(recording.Body), Encoding.UTF8, "application/json");
            using var answer = await stage.Http.SendAsync(request, TestContext.Current.CancellationToken);
            if ((int)answer.StatusCode is 404 or 405 or >= 500)
            {
                failed.Add($"{recording.Method} {recording.Path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            }
        }

        Assert.True(failed.Count == 0, string.Join(Environment.NewLine, failed));
    }

    /// <summary>Knock's .NET client does not escape an id with a slash: the call that it means is another one.</summary>
    private static bool IsMistake(Recording recording) => Regex.IsMatch(recording.Path, "^/v1/users/org/");
}
