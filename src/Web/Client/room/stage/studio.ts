import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { call, get, post } from "../../api.ts";
import { confirmed } from "../../dialog.ts";
import { Panel } from "../panel.ts";

interface Ingest {
  ingestUrl: string;
  streamKey: string;
  /** Whether the server can send what a browser records. */
  fromBrowser: boolean;
}

const streamWords = {
  idle: "No encoder yet",
  connected: "Encoder connected, waiting for the picture",
  active: "The picture is here",
  disconnected: "The encoder was lost, waiting for it",
};

/** The host's tools: where to send the picture, whether it arrives, and the buttons that make it public. */
@customElement("room-studio")
export class RoomStudio extends Panel {
  @property({ attribute: false }) webinarId = "";
  @property({ attribute: false }) slug = "";
  @property({ attribute: false }) sandbox = false;
  @state() private ingest: Ingest | null = null;
  @state() private revealed = false;
  @state() private busy = false;
  @state() private trouble = "";
  @state() private copied = "";
  @state() private camera = false;

  protected override entered(): void {
    void this.#load();
    this.room.addEventListener("stream-key-reset", () => void this.#load());
  }

  override render(): TemplateResult {
    const { status, streamState = "idle" } = this.room.state;
    const over = ["ended", "replay", "cancelled"].includes(status);
    return html`<section class="studio" aria-labelledby="studio-title">
      <header class="studio-head">
        <h2 id="studio-title">Studio</h2>
        <span class="stream-state" data-stream=${streamState} role="status">${streamWords[streamState]}</span>
        <div class="studio-buttons">${this.#buttons()}</div>
      </header>
      <p class="error" role="alert">${this.trouble}</p>
      ${this.camera ? html`<room-broadcast .room=${this.room} .webinarId=${this.webinarId} @closed=${() => (this.camera = false)}></room-broadcast>` : nothing}
      ${over ? html`<p class="hint">${streamState === "active" ? "The encoder is still sending; you can stop it." : "This webinar is over."}</p>` : this.#preparation()}
    </section>`;
  }

  #buttons(): TemplateResult | typeof nothing {
    switch (this.room.state.status) {
      case "draft":
        return html`<button type="button" class="button" ?disabled=${this.busy} @click=${() => this.#run("POST", "publish")}>Publish</button>`;
      case "scheduled":
        return html`<button type="button" class="button" ?disabled=${this.busy} @click=${() => this.#run("POST", "go-live")}>Go live</button>`;
      case "starting":
        return html`<button type="button" class="button quiet" ?disabled=${this.busy} @click=${() => this.#run("DELETE", "go-live")}>Take it back</button>`;
      case "live":
      case "interrupted":
        return html`<button type="button" class="button danger" ?disabled=${this.busy} @click=${() => void this.#end()}>End webinar</button>`;
      default:
        return nothing;
    }
  }

  #preparation(): TemplateResult {
    const { status, streamState } = this.room.state;
    const checks: [boolean, string][] = [
      [status !== "draft", "Published, so that people find it"],
      [streamState === "connected" || streamState === "active", "Encoder connected"],
      [streamState === "active", "Picture and sound in the preview"],
      [status === "live", status === "starting" ? "Live as soon as the picture is here" : "Live"],
    ];
    const body = html`<div class="studio-body">
      <ol class="checks" aria-label="Checklist">
        ${checks.map(([done, text]) => html`<li data-done=${done ? "yes" : "no"}><span class="hidden">${done ? "Done: " : "To do: "}</span>${text}</li>`)}
      </ol>
      <div class="ingest">
        ${this.#ownCamera()}
        ${this.ingest
          ? html`${this.#secret("Server", this.ingest.ingestUrl, true)}${this.#secret("Stream key", this.ingest.streamKey, this.revealed)}
              <p class="actions">
                <button type="button" class="link" @click=${() => (this.revealed = !this.revealed)}>${this.revealed ? "Hide key" : "Reveal key"}</button>
                <button type="button" class="link" @click=${() => void this.#reset()}>Reset key</button>
                ${this.sandbox ? html`<a href="/sandbox" target="_blank">No camera here? Start the encoder in the sandbox</a>` : nothing}
              </p>`
          : html`<p class="loading">Asking for the stream …</p>`}
      </div>
    </div>`;
    // Once it runs, nobody needs the key before their eyes.
    return status === "live" ? html`<details class="studio-more"><summary>Checklist and stream key</summary>${body}</details>` : body;
  }

  #ownCamera(): TemplateResult | typeof nothing {
    if (!this.ingest || this.camera) return nothing;
    if (!this.ingest.fromBrowser) return html`<p class="hint" data-no-broadcast>Sending from the browser is not possible here, the server has no ffmpeg. Use an encoder such as OBS:</p>`;
    return html`<p class="own-camera">
      <button type="button" class="button small" ?disabled=${this.busy} @click=${() => void this.#openCamera()}>Use your camera</button>
      <span class="hint">or an encoder such as OBS:</span>
    </p>`;
  }

  /** Loaded only here: attendees have no use for it. */
  async #openCamera(): Promise<void> {
    await this.#try(() => import("../broadcast/broadcast.ts"));
    this.camera = this.trouble === "";
  }

  #secret(name: string, value: string, shown: boolean): TemplateResult {
    return html`<div class="secret">
      <span class="secret-name">${name}</span>
      <code>${shown ? value : "•".repeat(16)}</code>
      <button type="button" class="button small quiet" aria-label=${`Copy ${name.toLowerCase()}`} @click=${() => void this.#copy(name, value)}>${this.copied === name ? "Copied" : "Copy"}</button>
    </div>`;
  }

  async #copy(name: string, value: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      this.copied = name;
    } catch {
      // Without https there is no clipboard: showing it is the next best.
      this.revealed = true;
    }
  }

  async #load(): Promise<void> {
    try {
      this.ingest = await get<Ingest>(`/api/webinars/${this.webinarId}/stream`);
    } catch (error) {
      this.trouble = (error as Error).message;
    }
  }

  async #reset(): Promise<void> {
    const sure = await confirmed("Reset the stream key?", "The key that is in use stops working, and an encoder that sends with it is cut off.", "Reset key");
    if (sure) await this.#try(async () => (this.ingest = await post<Ingest>(`/api/webinars/${this.webinarId}/stream/reset-key`)));
  }

  async #end(): Promise<void> {
    const sure = await confirmed("End the webinar?", "It ends for everybody and cannot be resumed. The replay is made from what was live.", "End for everybody");
    if (sure) await this.#run("POST", "end");
  }

  /** What changes comes back through the room, for every host's screen alike. */
  async #run(method: string, verb: string): Promise<void> {
    await this.#try(() => call(method, `/api/webinars/${this.webinarId}/${verb}`));
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.trouble = "";
    try {
      await work();
    } catch (error) {
      this.trouble = (error as Error).message;
    }
    this.busy = false;
  }
}
