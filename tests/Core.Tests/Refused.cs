namespace Webinars.Core.Tests;

/// <summary>Reads the expected "no" of what a test tries.</summary>
internal static class Refused
{
    public static async Task<string> Code(Func<Task> attempt) => (await With(attempt)).Code;

    public static async Task<Refusal> With(Func<Task> attempt) => (await Assert.ThrowsAsync<RefusedException>(attempt)).Refusal;

    public static Refusal With(Action attempt) => Assert.Throws<RefusedException>(attempt).Refusal;
}
