import { type Device, captureProblem, unplugged } from "./problems.ts";
import { type Size, sizes } from "./formats.ts";
import { Sound } from "./sound.ts";

/**
 * Camera, microphone and screen of this computer. Tells of every change, of "picture" when another track is the picture now,
 * and keeps a sentence on what is missing.
 */
export class Sources extends EventTarget {
  readonly sound = new Sound();
  cameras: MediaDeviceInfo[] = [];
  microphones: MediaDeviceInfo[] = [];
  size: Size = "720p";
  cameraOff = false;
  trouble: Partial<Record<Device, string>> = {};
  #camera: MediaStreamTrack | null = null;
  #microphone: MediaStreamTrack | null = null;
  #screen: MediaStream | null = null;

  /** What is sent, and shown here: the screen while it is shared, else the camera. */
  get picture(): MediaStreamTrack | null {
    return this.#screen?.getVideoTracks()[0] ?? this.#camera;
  }

  get sharing(): boolean {
    return this.#screen !== null;
  }

  /** The ids of the devices in use; empty when there is none. */
  get chosen(): { camera: string; microphone: string } {
    const id = (track: MediaStreamTrack | null) => (track?.readyState === "live" && track.getSettings().deviceId) || "";
    return { camera: id(this.#camera), microphone: id(this.#microphone) };
  }

  /** Asks for both at once, so that the browser asks once. */
  async open(): Promise<void> {
    if (!navigator.mediaDevices) {
      this.trouble = { camera: captureProblem("camera", "Insecure") };
      this.#tell();
      return;
    }
    navigator.mediaDevices.addEventListener("devicechange", this.#list);
    try {
      const both = await navigator.mediaDevices.getUserMedia({ video: this.#wanted(), audio: true });
      this.#takeCamera(both.getVideoTracks()[0]!);
      this.#takeMicrophone(both.getAudioTracks()[0]!);
      await this.#list();
    } catch {
      // One of them is missing or refused: each by itself says which.
      await this.useCamera();
      await this.useMicrophone();
    }
  }

  async useCamera(id?: string): Promise<void> {
    // Some cameras give nothing to a second asker.
    this.#camera?.stop();
    await this.#try("camera", async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: this.#wanted(id) });
      this.#takeCamera(stream.getVideoTracks()[0]!);
    });
    if (this.trouble.camera) this.#takeCamera(null);
  }

  async useMicrophone(id?: string): Promise<void> {
    await this.#try("microphone", async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: id ? { deviceId: { exact: id } } : true });
      this.#takeMicrophone(stream.getAudioTracks()[0]!);
    });
  }

  async shareScreen(): Promise<void> {
    await this.#try("screen", async () => {
      const { width, height } = sizes[this.size];
      const screen = await navigator.mediaDevices.getDisplayMedia({ video: { width: { max: width }, height: { max: height }, frameRate: { max: 30 } }, audio: true });
      this.#stopScreen();
      this.#screen = screen;
      this.sound.add("screen", screen.getAudioTracks()[0] ?? null);
      screen.getVideoTracks()[0]!.addEventListener("ended", () => {
        if (this.#screen === screen) this.stopScreen(unplugged("screen"));
      });
      this.#tell("picture");
    });
  }

  stopScreen(why = ""): void {
    this.#stopScreen();
    this.trouble = { ...this.trouble, screen: why };
    this.#tell("picture");
  }

  async resize(size: Size): Promise<void> {
    this.size = size;
    if (this.#camera) await this.useCamera(this.chosen.camera);
    else this.#tell();
  }

  turnCamera(off: boolean): void {
    this.cameraOff = off;
    if (this.#camera) this.#camera.enabled = !off;
    this.#tell();
  }

  mute(on: boolean): void {
    this.sound.muted = on;
    this.#tell();
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener("devicechange", this.#list);
    this.#stopScreen();
    this.#camera?.stop();
    this.#microphone?.stop();
    [this.#camera, this.#microphone] = [null, null];
    this.sound.close();
  }

  #wanted(id?: string): MediaTrackConstraints {
    const { width, height } = sizes[this.size];
    return { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 30 }, ...(id ? { deviceId: { exact: id } } : {}) };
  }

  #takeCamera(track: MediaStreamTrack | null): void {
    this.#camera?.stop();
    this.#camera = track;
    if (track) {
      track.enabled = !this.cameraOff;
      this.#watch("camera", track, () => this.#camera === track);
    }
    if (!this.#screen) this.#tell("picture");
  }

  #takeMicrophone(track: MediaStreamTrack): void {
    this.#microphone?.stop();
    this.#microphone = track;
    this.sound.add("microphone", track);
    this.#watch("microphone", track, () => this.#microphone === track);
  }

  #watch(device: Device, track: MediaStreamTrack, inUse: () => boolean): void {
    track.addEventListener("ended", () => {
      if (!inUse()) return;
      this.trouble = { ...this.trouble, [device]: unplugged(device) };
      void this.#list();
    });
  }

  #stopScreen(): void {
    this.#screen?.getTracks().forEach((track) => track.stop());
    this.#screen = null;
    this.sound.add("screen", null);
  }

  async #try(device: Device, work: () => Promise<void>): Promise<void> {
    this.trouble = { ...this.trouble, [device]: "" };
    try {
      await work();
    } catch (error) {
      this.trouble = { ...this.trouble, [device]: captureProblem(device, (error as DOMException).name) };
    }
    await this.#list();
  }

  #list = async (): Promise<void> => {
    const all = await navigator.mediaDevices.enumerateDevices();
    // Without permission they have no ids, and cannot be told apart.
    this.cameras = all.filter((one) => one.kind === "videoinput" && one.deviceId);
    this.microphones = all.filter((one) => one.kind === "audioinput" && one.deviceId);
    this.#tell();
  };

  #tell(what: "change" | "picture" = "change"): void {
    this.dispatchEvent(new Event("change"));
    if (what === "picture") this.dispatchEvent(new Event("picture"));
  }
}
