using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;
using Webinars.People;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>This node as a client of <see cref="NodeHub"/>: what is written to this connection is not sent, but done.</summary>
internal sealed class NodeEar(Guid node, IHubProtocol protocol, Action<Guid, Capability, Notice> heard, ILoggerFactory loggers)
    : HubConnectionContext(new DefaultConnectionContext(node.ToString()), new HubConnectionContextOptions(), loggers), IInvocationBinder
{
    public override ValueTask WriteAsync(SerializedHubMessage message, CancellationToken cancellationToken = default)
    {
        // What a node of the next version says may be nothing that this one knows.
        var bytes = new ReadOnlySequence<byte>(message.GetSerializedMessage(protocol));
        if (protocol.TryParseMessage(ref bytes, this, out var read) && read is InvocationMessage { Target: nameof(INodeClient.Notice), Arguments: [Guid webinar, Capability who, Notice notice] })
        {
            heard(webinar, who, notice);
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask WriteAsync(HubMessage message, CancellationToken cancellationToken = default) => WriteAsync(new SerializedHubMessage(message), cancellationToken);

    public IReadOnlyList<Type> GetParameterTypes(string methodName) => methodName is nameof(INodeClient.Notice) ? [typeof(Guid), typeof(Capability), typeof(Notice)] : [];

    public Type GetReturnType(string invocationId) => typeof(object);

    public Type GetStreamItemType(string streamId) => typeof(object);
}
