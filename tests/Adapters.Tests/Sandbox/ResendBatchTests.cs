using System.Text;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Many letters at once, keys that send once, and so many requests a second.</summary>
public sealed class ResendBatchTests : IAsyncLifetime
{
    private const string Wrong = """{"from":"events@example.com","to":"nobody","subject":"Hi","text":"Hi"}""";
    private ResendApp _resend = null!;

    public async ValueTask InitializeAsync() => _resend = await ResendApp.Start();

    public ValueTask DisposeAsync() => _resend.DisposeAsync();

    [Fact]
    public async Task A_batch_of_a_hundred_is_taken_in_order_and_one_of_more_is_not()
    {
        var (status, answer) = await _resend.Send(Batch([.. Enumerable.Range(0, 100).Select(i => ResendApp.Small.Replace("Hi", $"{i}", StringComparison.Ordinal))]), "emails/batch");
        Assert.Equal(200, status);
        Assert.False(answer.TryGetProperty("errors", out _));
        var ids = answer.GetProperty("data").EnumerateArray().Select(one => one.Text("id")).ToList();
        Assert.Equal(100, ids.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}").Reverse(), (await _resend.Inbox()).EnumerateArray().Select(one => one.Text("subject")));
        Assert.Equal(ids.AsEnumerable().Reverse(), (await _resend.Inbox()).EnumerateArray().Select(one => one.Text("id")));
        Assert.Equal(422, (await _resend.Send(Batch([.. Enumerable.Repeat(ResendApp.Small, 101)]), "emails/batch")).Status);
        Assert.Equal(422, (await _resend.Send("[]", "emails/batch")).Status);
        Assert.Equal(422, (await _resend.Send(ResendApp.Small, "emails/batch")).Status);
    }

    [Fact]
    public async Task A_strict_batch_is_all_or_nothing()
    {
        foreach (var headers in new (string, string)[][] { [], [("x-batch-validation", "strict")] })
        {
            var (status, error) = await _resend.Send(Batch(ResendApp.Small, Wrong), "emails/batch", headers);
            Assert.Equal((422, "validation_error"), (status, error.Text("name")));
        }

        Assert.Equal(422, (await _resend.Send(Batch(ResendApp.Small), "emails/batch", ("x-batch-validation", "lenient"))).Status);
        Assert.Equal(0, (await _resend.Inbox()).GetArrayLength());
    }

    [Fact]
    public async Task A_permissive_batch_sends_what_is_right_and_names_the_rest()
    {
        var (status, answer) = await _resend.Send(Batch(Wrong, ResendApp.Small, Wrong), "emails/batch", ("x-batch-validation", "permissive"));
        Assert.Equal(200, status);
        Assert.Single(answer.GetProperty("data").EnumerateArray());
        Assert.Equal([0, 2], answer.GetProperty("errors").EnumerateArray().Select(one => one.GetProperty("index").GetInt32()));
        Assert.All(answer.GetProperty("errors").EnumerateArray(), one => Assert.NotEmpty(one.Text("message")));
        Assert.Equal(1, (await _resend.Inbox()).GetArrayLength());
    }

    [Theory]
    [InlineData("\"attachments\":[{\"filename\":\"a.txt\",\"content\":\"YQ==\"}]")]
    [InlineData("\"scheduled_at\":\"2026-01-02T10:00:00Z\"")]
    public async Task Letters_with_files_or_a_time_are_not_for_batches(string more)
    {
        var letter = ResendApp.Small.Replace("{", $"{{{more},", StringComparison.Ordinal);
        Assert.Equal(422, (await _resend.Send(Batch(letter), "emails/batch")).Status);
        Assert.Equal(200, (await _resend.Send(letter)).Status);
    }

    [Fact]
    public async Task One_key_sends_once_in_a_day_and_only_what_it_was_first_used_for()
    {
        var key = ("Idempotency-Key", "reminder/1");
        var first = await _resend.Send(ResendApp.Small, headers: key);
        await _resend.Restart();
        Assert.Equal(first.Body.Text("id"), (await _resend.Send(ResendApp.Small, headers: key)).Body.Text("id"));
        var (status, error) = await _resend.Send(ResendApp.Small.Replace("Hi", "Ho", StringComparison.Ordinal), headers: key);
        Assert.Equal((409, "invalid_idempotent_request"), (status, error.Text("name")));
        Assert.Equal(409, (await _resend.Send(Batch(ResendApp.Small), "emails/batch", key)).Status);
        Assert.Equal(1, (await _resend.Inbox()).GetArrayLength());

        Assert.NotEqual(first.Body.Text("id"), (await _resend.Send(ResendApp.Small, headers: ("Idempotency-Key", "reminder/2"))).Body.Text("id"));
        _resend.Clock.Advance(TimeSpan.FromHours(24));
        Assert.NotEqual(first.Body.Text("id"), (await _resend.Send(ResendApp.Small, headers: key)).Body.Text("id"));
    }

    [Fact]
    public async Task A_batch_with_a_key_is_sent_once_too()
    {
        var key = ("Idempotency-Key", "batch/1");
        var body = Batch(ResendApp.Small, ResendApp.Small);
        var first = await _resend.Send(body, "emails/batch", key);
        Assert.Equal(first.Body.ToString(), (await _resend.Send(body, "emails/batch", key)).Body.ToString());
        Assert.Equal(2, (await _resend.Inbox()).GetArrayLength());
    }

    [Fact]
    public async Task A_refused_request_does_not_use_its_key_up()
    {
        var key = ("Idempotency-Key", "k");
        Assert.Equal(422, (await _resend.Send(Wrong, headers: key)).Status);
        Assert.Equal(200, (await _resend.Send(ResendApp.Small, headers: key)).Status);
    }

    [Fact]
    public async Task A_key_has_one_to_256_characters()
    {
        Assert.Equal("invalid_idempotency_key", (await _resend.Send(ResendApp.Small, headers: ("Idempotency-Key", new string('k', 257)))).Body.Text("name"));
        Assert.Equal(200, (await _resend.Send(ResendApp.Small, headers: ("Idempotency-Key", new string('k', 256)))).Status);
    }

    [Fact]
    public async Task While_a_request_is_under_way_its_key_is_refused()
    {
        // Not with the client that reads a request whole before it lets it go.
        using var bare = new HttpClient { BaseAddress = _resend.Api.BaseAddress };
        bare.DefaultRequestHeaders.Authorization = _resend.Api.DefaultRequestHeaders.Authorization;
        bare.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1.0");
        using var slow = new SlowBody(ResendApp.Small);
        using var request = new HttpRequestMessage(HttpMethod.Post, "emails") { Content = slow, Headers = { { "Idempotency-Key", "k" } } };
        var first = bare.SendAsync(request, ResendApp.Cancelled);
        await slow.Begun.Task.WaitAsync(TimeSpan.FromSeconds(20), ResendApp.Cancelled);
        await MuxTestHost.UntilAsync(async () => (await _resend.Send("{}", headers: ("Idempotency-Key", "k"))) is (409, var error) && error.Text("name") == "concurrent_idempotent_requests", "the first one to be under way");
        Assert.Equal(200, (await _resend.Send(ResendApp.Small, headers: ("Idempotency-Key", "another"))).Status);
        slow.Rest.SetResult();
        Assert.True((await first).IsSuccessStatusCode);
        Assert.Equal(200, (await _resend.Send(ResendApp.Small, headers: ("Idempotency-Key", "k"))).Status);
        Assert.Equal(2, (await _resend.Inbox()).GetArrayLength());
    }

    [Fact]
    public async Task Above_the_rate_there_is_429_until_the_second_is_over_and_each_answer_says_what_is_left()
    {
        await using var slow = await ResendApp.Start(rate: 2);
        foreach (var (status, left) in new[] { (200, "1"), (200, "0"), (429, "0"), (429, "0") })
        {
            using var answer = await slow.Api.GetAsync("emails", ResendApp.Cancelled);
            Assert.Equal((status, "2", left, "1"), ((int)answer.StatusCode, Header(answer, "ratelimit-limit"), Header(answer, "ratelimit-remaining"), Header(answer, "ratelimit-reset")));
            Assert.Equal(status == 429 ? "1" : null, Header(answer, "retry-after"));
            Assert.Equal(status == 429, (await answer.Content.ReadAsStringAsync(ResendApp.Cancelled)).Contains("rate_limit_exceeded", StringComparison.Ordinal));
        }

        slow.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await slow.Call(HttpMethod.Get, "emails")).Status);
        using var unlimited = await _resend.Api.GetAsync("emails", ResendApp.Cancelled);
        Assert.Null(Header(unlimited, "ratelimit-limit"));
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static string Batch(params string[] letters) => $"[{string.Join(',', letters)}]";

    /// <summary>Half of it at once, the rest when told.</summary>
    private sealed class SlowBody(string text) : HttpContent
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Rest { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text[..10]));
            await stream.FlushAsync();
            Begun.SetResult();
            await Rest.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text[10..]));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
