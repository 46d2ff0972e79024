using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Webinars.Sandbox.Mux.Ingest;

namespace Webinars.Adapters.Tests.Sandbox.Ingest;

public sealed class IngestSettingsTests
{
    [Theory]
    [InlineData(null, "1935")]
    [InlineData("", "1935")]
    [InlineData("1936", "1936")]
    [InlineData("off", "off")]
    [InlineData("-1", "off")]
    public void The_port_is_what_the_settings_say(string? setting, string expected) => Assert.Equal(expected, Read(("Sandbox:RtmpPort", setting)).PortSetting);

    [Fact]
    public void With_port_zero_it_is_a_free_one_and_the_address_names_it()
    {
        var options = Read(("Sandbox:RtmpPort", "0"));
        Assert.InRange(options.Port!.Value, 1024, 65535);
        Assert.Equal($"rtmp://localhost:{options.Port}/app", options.Url);
        Assert.Equal(options, Read(("Sandbox:RtmpPort", options.PortSetting)));
    }

    [Theory]
    [InlineData("Sandbox:RtmpPort", "1935 ")]
    [InlineData("Sandbox:RtmpPort", "70000")]
    [InlineData("Sandbox:RtmpPort", "rtmp")]
    [InlineData("Sandbox:RtmpAddress", "everywhere")]
    public void What_makes_no_sense_is_named(string name, string value) =>
        Assert.StartsWith(name, Assert.Throws<InvalidOperationException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Without_ffmpeg_it_runs_takes_no_encoder_and_says_why()
    {
        await using var mux = await MuxTestHost.StartIngestAsync(new IngestOptions(SandboxPlace.Port(), null, "/nowhere/ffmpeg"));
        var state = await StateAsync(mux);
        Assert.False(state.GetProperty("on").GetBoolean());
        Assert.Contains("/nowhere/ffmpeg", state.Text("reason"), StringComparison.Ordinal);
        Assert.Equal(mux.Server(), state.Text("url"));
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(mux));
        await mux.BroadcastByTheSwitch();
    }

    [Fact]
    public async Task When_the_port_is_taken_it_runs_takes_no_encoder_and_says_why()
    {
        Stage.NeedFfmpeg();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var mux = await MuxTestHost.StartIngestAsync(new IngestOptions(port, null, "ffmpeg"));
        var state = await StateAsync(mux);
        Assert.False(state.GetProperty("on").GetBoolean());
        Assert.Contains($"port {port} is in use", state.Text("reason"), StringComparison.Ordinal);
        await mux.BroadcastByTheSwitch();
    }

    [Fact]
    public async Task It_listens_on_this_machine_alone_and_leaves_no_port_behind()
    {
        Stage.NeedFfmpeg();
        await using var mux = await MuxTestHost.StartIngestAsync();
        var state = await StateAsync(mux);
        Assert.True(state.GetProperty("on").GetBoolean());
        Assert.Equal(JsonValueKind.Null, state.GetProperty("reason").ValueKind);
        await ConnectAsync(mux);
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(mux, "127.0.0.2"));
        await mux.StopListeningAsync();
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(mux));
    }

    private static IngestOptions Read(params (string Name, string? Value)[] settings) => IngestOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(x => KeyValuePair.Create(x.Name, x.Value))).Build());

    private static async Task<JsonElement> StateAsync(MuxTestHost mux) =>
        JsonElement.Parse(await mux.Http.GetStringAsync("/sandbox/mux/state", MuxTestHost.Cancelled)).GetProperty("ingest");

    private static async Task ConnectAsync(MuxTestHost mux, string address = "127.0.0.1")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Parse(address), mux.Options.Ingest.Port!.Value, MuxTestHost.Cancelled);
    }
}
