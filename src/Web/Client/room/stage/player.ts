import { ApiError, post } from "../../api.ts";
import { backoff } from "../line/backoff.ts";
import { liveAhead, type Playhead } from "./live-edge.ts";

interface Pass {
  playbackId: string;
  token: string;
  /** Given where the picture does not come from Mux itself. */
  src?: string;
  expiresAt: string;
  /** Of a replay: pictures for the timeline, and one of its beginning. */
  storyboard?: string;
  poster?: string;
}

type MuxPlayer = HTMLElement &
  Playhead & { muted: boolean; play(): Promise<void>; media?: { error?: { fatal?: boolean }; nativeEl?: HTMLVideoElement }; _hlsConfig: object };

/** Whom a slow line has held up for a moment comes back to live by playing a little faster; nobody hears the difference. */
const fastest = 1.1;

/** Renewed this long before a pass is over. */
const renewBefore = 5 * 60_000;

/**
 * Plays what this person may see now. The player itself is loaded only here, and after a fatal error it is taken away and
 * mounted again: with an own `src` it would not try again by itself.
 */
export class RoomPlayer extends HTMLElement {
  #attempt = 0;
  #timer?: ReturnType<typeof setTimeout>;
  #renewal?: ReturnType<typeof setTimeout>;
  #look?: ReturnType<typeof setInterval>;
  #gone = false;
  #muted = true;
  #played = false;

  connectedCallback(): void {
    this.#gone = false;
    this.#say("Connecting to the picture …");
    void this.#mount();
  }

  disconnectedCallback(): void {
    this.#gone = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#renewal);
    clearInterval(this.#look);
    this.closest(".stage")?.removeAttribute("data-small-window");
    this.replaceChildren();
  }

  get #live(): boolean {
    return this.dataset.kind !== "replay";
  }

  async #mount(): Promise<void> {
    try {
      const [pass] = await Promise.all([post<Pass>(`/api/webinars/${this.dataset.webinar}/playback-token`), import("@mux/mux-player")]);
      if (!this.#gone) this.#show(pass);
    } catch (error) {
      if (error instanceof ApiError && error.final) this.#say(error.message);
      else this.#again();
    }
  }

  #show(pass: Pass): void {
    const player = document.createElement("mux-player") as MuxPlayer;
    if (this.#live) player._hlsConfig = { maxLiveSyncPlaybackRate: fastest };
    this.#source(player, pass);
    player.setAttribute("stream-type", this.#live ? "live" : "on-demand");
    player.setAttribute("video-title", this.dataset.heading ?? "");
    player.setAttribute("accent-color", getComputedStyle(this).getPropertyValue("--accent").trim());
    player.setAttribute("disable-cookies", "");
    player.setAttribute("playsinline", "");
    player.toggleAttribute("muted", this.#live && this.#muted);
    if (this.#live) player.setAttribute("autoplay", this.#muted ? "muted" : "any");
    player.addEventListener("playing", () => {
      this.#attempt = 0;
      this.#played = true;
    });
    player.addEventListener("playing", () => spin(player, false));
    for (const event of ["waiting", "emptied"]) player.addEventListener(event, () => spin(player, true));
    player.addEventListener("error", () => {
      if (player.media?.error?.fatal !== false) this.#again();
    });
    // A live stream that ends while the webinar goes on is an encoder that was lost for a moment.
    if (this.#live) player.addEventListener("ended", () => this.#again());
    this.replaceChildren(player);
    if (this.#live) {
      this.#offerSound(player);
      this.#offerLive(player);
    }
    this.#watchSmallWindow(player);
    this.#renewBefore(pass, player);
  }

  #source(player: MuxPlayer, pass: Pass): void {
    if (pass.src) {
      player.setAttribute("src", pass.src);
      player.setAttribute("disable-tracking", "");
    } else {
      player.setAttribute("playback-id", pass.playbackId);
      player.setAttribute("playback-token", pass.token);
    }
    if (pass.storyboard) player.setAttribute("storyboard-src", pass.storyboard);
    if (pass.poster) player.setAttribute("poster", pass.poster);
  }

  #offerSound(player: MuxPlayer): void {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button small unmute", textContent: "Tap to unmute" });
    button.addEventListener("click", () => {
      player.muted = false;
      void player.play().catch(() => undefined);
    });
    player.addEventListener("volumechange", () => {
      this.#muted = player.muted;
      button.hidden = !player.muted;
    });
    button.hidden = !this.#muted;
    this.append(button);
  }

  /** Who paused, or whose line was slow, sees the past: one tap brings them back. */
  #offerLive(player: MuxPlayer): void {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button small go-live", textContent: "Go to live", hidden: true });
    button.dataset.goLive = "";
    const look = () => {
      button.hidden = liveAhead(player) === null;
    };
    button.addEventListener("click", () => {
      const edge = liveAhead(player);
      if (edge !== null) player.currentTime = edge;
      void player.play().catch(() => undefined);
      button.hidden = true;
    });
    clearInterval(this.#look);
    this.#look = setInterval(look, 1_000);
    for (const event of ["pause", "seeked", "playing"]) player.addEventListener(event, look);
    this.append(button);
  }

  /** While the picture is in a window of its own, the chat may have its place. */
  #watchSmallWindow(player: MuxPlayer): void {
    player.addEventListener(
      "loadedmetadata",
      () => {
        const video = player.media?.nativeEl;
        const stage = this.closest<HTMLElement>(".stage");
        const mark = (small: boolean) => () => stage?.toggleAttribute("data-small-window", small);
        video?.addEventListener("enterpictureinpicture", mark(true));
        video?.addEventListener("leavepictureinpicture", mark(false));
      },
      { once: true },
    );
  }

  #renewBefore(pass: Pass, player: MuxPlayer): void {
    clearTimeout(this.#renewal);
    const left = Date.parse(pass.expiresAt) - Date.now();
    const delay = Math.max(30_000, left - Math.min(renewBefore, left / 2));
    this.#renewal = setTimeout(() => void this.#renew(player), delay);
  }

  async #renew(player: MuxPlayer): Promise<void> {
    try {
      const pass = await post<Pass>(`/api/webinars/${this.dataset.webinar}/playback-token`);
      if (this.#gone || !player.isConnected) return;
      this.#source(player, pass);
      this.#renewBefore(pass, player);
    } catch {
      this.#renewal = setTimeout(() => void this.#renew(player), 30_000);
    }
  }

  #again(): void {
    if (this.#gone) return;
    // In the first seconds of a stream there is nothing to fetch yet.
    this.#say(this.#played ? "The picture was lost. Trying again …" : "Connecting to the picture …");
    clearTimeout(this.#timer);
    clearTimeout(this.#renewal);
    clearInterval(this.#look);
    this.#timer = setTimeout(() => void this.#mount(), backoff(this.#attempt++));
  }

  #say(text: string): void {
    const note = Object.assign(document.createElement("p"), { className: "stage-note", textContent: text });
    note.setAttribute("role", "status");
    this.replaceChildren(note);
  }
}

/** The player's own sign of waiting turns for ever, also unseen, and lets the browser draw the whole page sixty times a second with it. */
function spin(player: MuxPlayer, on: boolean): void {
  const inside = (element: Element | null | undefined, selector: string) => element?.shadowRoot?.querySelector(selector);
  const sign = inside(inside(inside(player, "media-theme"), "media-loading-indicator"), "svg") as SVGSVGElement | null | undefined;
  if (on) sign?.unpauseAnimations();
  else sign?.pauseAnimations();
}

customElements.define("room-player", RoomPlayer);
