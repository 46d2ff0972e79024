import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { Panel } from "../panel.ts";
import { chooseFormat, type Size, sizes } from "./formats.ts";
import { eased } from "./level.ts";
import { sendingProblem } from "./problems.ts";
import { Sources } from "./sources.ts";
import { Uplink } from "./uplink.ts";

/** Camera, microphone and screen of the host, seen and heard here first, then sent as an encoder would. Going live stays the studio's button. */
@customElement("room-broadcast")
export class RoomBroadcast extends Panel {
  @property({ attribute: false }) webinarId = "";
  @state() private uplink: Uplink | null = null;
  @state() private problem = "";
  @state() private opened = false;
  @query("video") private video?: HTMLVideoElement;
  readonly #sources = new Sources();
  readonly #format = typeof MediaRecorder === "undefined" ? null : chooseFormat((mime) => MediaRecorder.isTypeSupported(mime));
  #sent = "";
  #level = 0;
  #drawing = 0;
  #settling?: ReturnType<typeof setTimeout>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sources.addEventListener("change", this.redraw);
    this.#sources.addEventListener("picture", () => this.uplink && this.#sources.picture && this.uplink.restart());
    addEventListener("beforeunload", this.#ask);
    void this.#sources.open().then(() => (this.opened = true));
    this.#drawing = requestAnimationFrame(this.#drawLevel);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeunload", this.#ask);
    cancelAnimationFrame(this.#drawing);
    clearTimeout(this.#settling);
    this.uplink?.stop();
    this.#sources.close();
  }

  override updated(): void {
    const { picture } = this.#sources;
    if (this.video && (this.video.srcObject as MediaStream | null)?.getVideoTracks()[0] !== (picture ?? undefined)) {
      this.video.srcObject = picture && new MediaStream([picture]);
    }
    // Nobody takes it any more.
    if (this.uplink && ["ended", "replay", "cancelled"].includes(this.room.state.status)) this.uplink.stop();
  }

  override render(): TemplateResult {
    const { sharing, picture, cameraOff } = this.#sources;
    return html`<div class="broadcast" data-sending=${this.uplink?.state ?? "preview"}>
      <div class="broadcast-picture">
        <video autoplay muted playsinline class=${sharing ? "" : "mirrored"} ?hidden=${!picture} aria-label="What your camera or screen shows" @resize=${this.#resized}></video>
        ${picture ? (cameraOff && !sharing ? html`<p class="stage-note">Your camera is off</p>` : nothing) : html`<p class="stage-note">${this.opened ? "No picture" : "Waiting for your camera …"}</p>`}
        <p class="stage-label" data-on-air=${this.#seen ? "yes" : "no"} role="status">${this.#stateText()}</p>
      </div>
      <div class="broadcast-controls">
        ${this.#sentences()} ${this.#devices()} ${this.#switches()} ${this.#buttons()}
      </div>
    </div>`;
  }

  /** The video vendor has what is sent from here. */
  get #seen(): boolean {
    return this.uplink?.state === "sending" && this.room.state.streamState === "active";
  }

  #stateText(): string {
    if (!this.uplink) return "Only you see this";
    if (this.uplink.state === "reconnecting") return "Reconnecting …";
    return this.#seen ? "Sending" : "Connecting …";
  }

  #devices(): TemplateResult {
    const { cameras, microphones, chosen, size } = this.#sources;
    return html`<div class="broadcast-devices">
      ${this.#choice("Camera", "camera", cameras, chosen.camera, (id) => void this.#sources.useCamera(id))}
      ${this.#choice("Microphone", "microphone", microphones, chosen.microphone, (id) => void this.#sources.useMicrophone(id))}
      <label class="field">
        <span>Quality</span>
        <select name="size" ?disabled=${this.uplink !== null} @change=${(event: Event) => void this.#sources.resize((event.target as HTMLSelectElement).value as Size)}>
          ${Object.keys(sizes).map((one) => html`<option value=${one} .selected=${one === size}>${one}</option>`)}
        </select>
      </label>
      <div class="field">
        <span id="level-name">Sound</span>
        <div class="level" role="meter" aria-labelledby="level-name" aria-valuemin="0" aria-valuemax="100" aria-valuenow="0"><span></span></div>
      </div>
    </div>`;
  }

  #choice(label: string, name: string, devices: MediaDeviceInfo[], chosen: string, choose: (id?: string) => void): TemplateResult {
    return html`<label class="field">
      <span>${label}</span>
      <select name=${name} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value || undefined)}>
        ${chosen ? nothing : html`<option value="" .selected=${true}>${devices.length > 0 ? "Choose" : "None found"}</option>`}
        ${devices.map((one, index) => html`<option value=${one.deviceId} .selected=${one.deviceId === chosen}>${one.label || `${label} ${index + 1}`}</option>`)}
        ${chosen || devices.length > 0 ? nothing : html`<option value="">Try again</option>`}
      </select>
    </label>`;
  }

  #switches(): TemplateResult {
    const { sharing, cameraOff, picture, sound } = this.#sources;
    const sources = this.#sources;
    const button = (name: string, pressed: boolean, off: string, on: string, toggle: () => void) =>
      html`<button type="button" class="button small quiet" data-switch=${name} aria-pressed=${String(pressed)} @click=${toggle}>${pressed ? on : off}</button>`;
    return html`<div class="actions" role="group" aria-label="What is sent">
      ${button("mute", sound.muted, "Mute", "Unmute", () => sources.mute(!sound.muted))}
      ${sharing || !picture ? nothing : button("camera", cameraOff, "Camera off", "Camera on", () => sources.turnCamera(!cameraOff))}
      ${"getDisplayMedia" in (navigator.mediaDevices ?? {}) ? button("screen", sharing, "Share screen", "Stop sharing", () => (sharing ? sources.stopScreen() : void sources.shareScreen())) : nothing}
    </div>`;
  }

  #sentences(): TemplateResult {
    const { trouble, sound } = this.#sources;
    const { uplink } = this;
    const said = [
      ...Object.values(trouble),
      this.problem,
      uplink?.state === "reconnecting" ? `${uplink.code ? sendingProblem(uplink.code) : "The connection was lost."} Trying again by itself.` : "",
      uplink?.slow ? "Your connection is slower than your picture. If it stays so, the picture is made coarser." : "",
      uplink && sound.muted ? "You are muted: nobody hears you." : "",
      this.#format ? "" : "This browser cannot record. Use Chrome, Edge, Firefox or Safari, or an encoder.",
    ].filter((one) => one);
    return html`<div role="status" class="broadcast-said">${said.map((one) => html`<p>${one}</p>`)}</div>`;
  }

  #buttons(): TemplateResult {
    if (this.uplink) return html`<p class="actions"><button type="button" class="button danger" @click=${() => this.uplink?.stop()}>Stop sending</button></p>`;
    const ready = this.#format !== null && this.#sources.picture !== null;
    return html`<p class="actions">
      <button type="button" class="button" ?disabled=${!ready} @click=${this.#start}>Start sending</button>
      <button type="button" class="button quiet" @click=${() => this.dispatchEvent(new Event("closed"))}>Close</button>
    </p>`;
  }

  #start = (): void => {
    const uplink = new Uplink(this.webinarId, this.#format!, sizes[this.#sources.size].bits, () => {
      this.#sent = this.#measure();
      const { picture, sound } = this.#sources;
      return picture ? [picture, sound.track] : [sound.track];
    });
    this.problem = "";
    this.uplink = uplink;
    uplink.addEventListener("change", this.redraw);
    void uplink.run().then(() => {
      this.problem = uplink.code && sendingProblem(uplink.code);
      this.uplink = null;
    });
  };

  #measure(): string {
    return this.video ? `${this.video.videoWidth}x${this.video.videoHeight}` : "";
  }

  /** A shared window that changes its size: a recording has one, so a new one begins once it stands still. */
  #resized = (): void => {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      if (this.uplink?.state === "sending" && this.#measure() !== this.#sent) this.uplink.restart();
    }, 1_000);
  };

  #drawLevel = (): void => {
    this.#level = eased(this.#level, this.#sources.sound.level);
    const meter = this.querySelector<HTMLElement>(".level");
    meter?.style.setProperty("--level", this.#level.toFixed(3));
    meter?.setAttribute("aria-valuenow", String(Math.round(this.#level * 100)));
    this.#drawing = requestAnimationFrame(this.#drawLevel);
  };

  #ask = (event: BeforeUnloadEvent): void => {
    if (this.uplink) event.preventDefault();
  };
}
