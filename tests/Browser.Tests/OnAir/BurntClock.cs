using System.Globalization;

namespace Webinars.Browser.Tests.OnAir;

/// <summary>
/// The time, burnt into a picture of 640×360 so that it survives every encoder: 16 columns along the top edge, the first white, the second black,
/// then 14 bits, lowest first, of the ticks of 25 ms since 1970. In Gray code: between two ticks one column changes, so no reading lies far off.
/// </summary>
internal static class BurntClock
{
    private const int Bits = 14;
    private const int PerSecond = 40;

    /// <summary>Of ffmpeg; <c>time(0)</c> is the wall clock at the frame that is being made.</summary>
    public static string Filter { get; } = string.Join(',',
        Enumerable.Range(0, Bits).Select(bit => Box(bit + 2, $"white:t=fill:enable='mod({Place(bit)}+{(bit == Bits - 1 ? "0" : Place(bit + 1))},2)'"))
            .Prepend(Box(0, "white:t=fill")).Prepend("drawbox=x=0:y=0:w=640:h=40:color=black:t=fill"));

    /// <summary>For a page, before its own scripts: its camera is a canvas that shows the time and a bar that moves. The microphone stays.</summary>
    public static string Camera { get; } = $$"""
        {
          const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
          const pen = canvas.getContext("2d");
          setInterval(() => {
            const ticks = Math.floor(Date.now() * {{PerSecond}} / 1000);
            pen.fillStyle = "#246";
            pen.fillRect(0, 0, 640, 360);
            pen.fillStyle = "#fb3";
            pen.fillRect(ticks * 4 % 640, 120, 80, 120);
            for (let column = 0; column < {{Bits + 2}}; column++) {
              const place = 2 ** (column - 2);
              const above = column === {{Bits + 1}} ? 0 : Math.floor(ticks / place / 2);
              const on = column === 0 || column > 1 && (Math.floor(ticks / place) + above) % 2 === 1;
              pen.fillStyle = on ? "white" : "black";
              pen.fillRect(column * 40, 0, 40, 40);
            }
          }, 1000 / 30);
          const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
          navigator.mediaDevices.getUserMedia = async ({ video, audio }) => new MediaStream([
            ...(video ? canvas.captureStream(30).getVideoTracks() : []),
            ...(audio ? (await real({ audio })).getAudioTracks() : []),
          ]);
        }
        """;

    /// <summary>Seconds since 1970 that the picture of a mux-player shows; null while it shows no clock. At most 400 s old.</summary>
    public static string Read { get; } = $$"""
        player => {
          const video = player.media?.nativeEl;
          return video?.videoWidth ? ({{ReadAny}})(video) : null;
        }
        """;

    /// <summary>Likewise, of the picture at the address that an attribute of the element names.</summary>
    public static string ReadImage { get; } = $$"""
        async (element, attribute) => {
          const image = Object.assign(new Image(), { crossOrigin: "anonymous", src: element.getAttribute(attribute) });
          await image.decode();
          return ({{ReadAny}})(image);
        }
        """;

    private static string ReadAny => $$"""
        picture => {
          const pen = Object.assign(document.createElement("canvas"), { width: 640, height: 360 }).getContext("2d");
          pen.drawImage(picture, 0, 0, 640, 360);
          const now = Date.now();
          const row = pen.getImageData(0, 20, 640, 1).data;
          const light = Array.from({ length: {{Bits + 2}} }, (_, column) => row[(column * 40 + 20) * 4 + 1]);
          if (light[0] < 160 || light[1] > 95) return null;
          let [ticks, bit] = [0, 0];
          for (let column = {{Bits + 1}}; column > 1; column--) {
            bit ^= light[column] > 127 ? 1 : 0;
            ticks = ticks * 2 + bit;
          }
          const span = 2 ** {{Bits}};
          const old = (Math.floor(now * {{PerSecond}} / 1000) - ticks) % span;
          return now / 1000 - (old + span) % span / {{PerSecond}};
        }
        """;

    /// <summary>How many seconds what is shown lies behind now: as often as asked for, four times a second.</summary>
    public static string Behind(int times) => $$"""
        async player => {
          const read = {{Read}};
          const behind = [];
          for (let looks = 0; behind.length < {{times}} && looks < {{times * 4}}; looks++) {
            await new Promise(resolve => setTimeout(resolve, 250));
            const shown = read(player);
            if (shown !== null) behind.push(Date.now() / 1000 - shown);
          }
          return behind;
        }
        """;

    private static string Place(int bit) => string.Create(CultureInfo.InvariantCulture, $"floor(time(0)*{PerSecond}/{1 << bit})");

    private static string Box(int column, string rest) => string.Create(CultureInfo.InvariantCulture, $"drawbox=x={column * 40}:y=0:w=40:h=40:color={rest}");
}
