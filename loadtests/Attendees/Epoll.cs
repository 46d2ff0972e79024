using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Webinars.LoadTests.Attendees;

/// <summary>Which of thousands of sockets have something to read (epoll(7), level-triggered). Linux only.</summary>
internal sealed class Epoll
{
    private const int Add = 1;
    private const uint Readable = 1;
    private const int CloseOnExec = 0x80000;
    private const int Interrupted = 4;
    private const int AtOnce = 1_024;

    /// <summary>The kernel packs its events on x86-64 and nowhere else.</summary>
    private static readonly int Size = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 12 : 16;

    private readonly int _epoll = Checked(epoll_create1(CloseOnExec));
    private readonly byte[] _events = new byte[AtOnce * Size];

    /// <param name="name">What <see cref="Wait"/> calls it. It is forgotten when the socket is closed.</param>
    public void Watch(Socket socket, long name)
    {
        var wanted = new byte[Size];
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, Readable);
        BinaryPrimitives.WriteInt64LittleEndian(wanted.AsSpan(Size - 8), name);
        Checked(epoll_ctl(_epoll, Add, (int)socket.Handle, wanted));
    }

    /// <summary>Waits until there is at least one.</summary>
    /// <returns>How many: <see cref="Name"/> has them.</returns>
    public int Wait()
    {
        var count = epoll_wait(_epoll, _events, AtOnce, -1);
        return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Checked(count);
    }

    public long Name(int i) => BinaryPrimitives.ReadInt64LittleEndian(_events.AsSpan((i * Size) + Size - 8));

    private static int Checked(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [DllImport("libc", SetLastError = true)]
    private static extern int epoll_create1(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int epoll_ctl(int epoll, int operation, int fd, byte[] wanted);

    [DllImport("libc", SetLastError = true)]
    private static extern int epoll_wait(int epoll, byte[] events, int most, int milliseconds);
}
