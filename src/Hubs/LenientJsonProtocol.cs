using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Webinars.Hubs;

/// <summary>
/// SignalR's JSON protocol, but arguments at the end that may be null may be left out, a message of an unknown type is passed over,
/// and arguments that do not fit are refused with a code.
/// </summary>
/// <remarks>The stock protocol refuses a call with fewer arguments than parameters with a sentence, and reads nothing more after a type that it does not know.</remarks>
internal sealed class LenientJsonProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private const byte RecordSeparator = 0x1e;
    private readonly JsonHubProtocol _stock = new(options);

    public string Name => _stock.Name;

    public int Version => _stock.Version;

    public TransferFormat TransferFormat => _stock.TransferFormat;

    public bool IsVersionSupported(int version) => _stock.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _stock.GetMessageBytes(message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (message is CompletionMessage { InvocationId: { } call, Result: Straight answer })
        {
            answer.Send(call);
        }
        else
        {
            _stock.WriteMessage(message, output);
        }
    }

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        while (input.PositionOf(RecordSeparator) is { } end)
        {
            var record = input.Slice(0, input.GetPosition(1, end));
            input = input.Slice(record.End);
            var rest = record;
            if (_stock.TryParseMessage(ref rest, binder, out message))
            {
                if (message is InvocationBindingFailureMessage failure)
                {
                    message = Padded(record, failure, binder) is { } padded and not InvocationBindingFailureMessage ? padded : Refused(failure, binder);
                }

                return true;
            }
        }

        message = null;
        return false;
    }

    private HubMessage? Padded(ReadOnlySequence<byte> record, InvocationBindingFailureMessage failure, IInvocationBinder binder)
    {
        var call = JsonNode.Parse(record.Slice(0, record.Length - 1).ToArray())!.AsObject();
        if (call["arguments"] is not JsonArray arguments || Types(failure.Target, binder) is not { } types || arguments.Count >= types.Count
            || types.Skip(arguments.Count).Any(type => type.IsValueType && Nullable.GetUnderlyingType(type) is null))
        {
            return null;
        }

        while (arguments.Count < types.Count)
        {
            arguments.Add(null);
        }

        try
        {
            var whole = new ReadOnlySequence<byte>([.. System.Text.Encoding.UTF8.GetBytes(call.ToJsonString()), RecordSeparator]);
            return _stock.TryParseMessage(ref whole, binder, out var message) ? message : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which is no text.
            return null;
        }
    }

    /// <summary>There is such a method, with other arguments: the call goes where it is refused.</summary>
    private static HubMessage Refused(InvocationBindingFailureMessage failure, IInvocationBinder binder) =>
        failure.InvocationId is null || Types(failure.Target, binder) is null ? failure : new InvocationMessage(failure.InvocationId, nameof(RoomHub.Malformed), []);

    private static IReadOnlyList<Type>? Types(string method, IInvocationBinder binder)
    {
        try
        {
            return binder.GetParameterTypes(method);
        }
        catch (HubException)
        {
            // There is no such method.
            return null;
        }
    }
}
