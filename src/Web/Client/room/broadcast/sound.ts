import { levelOf } from "./level.ts";

/** All that is heard, as one track that stays the same whatever is plugged in: a recording bears no other. */
export class Sound {
  readonly #context = new AudioContext({ sampleRate: 48_000 });
  readonly #out = this.#context.createMediaStreamDestination();
  readonly #voice = this.#context.createGain();
  readonly #meter = this.#context.createAnalyser();
  readonly #samples: Float32Array<ArrayBuffer>;
  readonly #inputs = new Map<string, MediaStreamAudioSourceNode>();
  #muted = false;

  constructor() {
    this.#meter.fftSize = 1_024;
    this.#samples = new Float32Array(this.#meter.fftSize);
    this.#voice.connect(this.#meter);
    this.#voice.connect(this.#out);
  }

  get track(): MediaStreamTrack {
    return this.#out.stream.getAudioTracks()[0]!;
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(on: boolean) {
    this.#muted = on;
    this.#voice.gain.value = on ? 0 : 1;
  }

  /** How loud the microphone is now, 0 to 1. */
  get level(): number {
    this.#meter.getFloatTimeDomainData(this.#samples);
    return levelOf(this.#samples);
  }

  /** Takes the place of what was heard under this name; muting is for the microphone alone. */
  add(name: "microphone" | "screen", track: MediaStreamTrack | null): void {
    this.#inputs.get(name)?.disconnect();
    this.#inputs.delete(name);
    if (!track) return;
    const input = this.#context.createMediaStreamSource(new MediaStream([track]));
    input.connect(name === "microphone" ? this.#voice : this.#out);
    this.#inputs.set(name, input);
    void this.#context.resume();
  }

  close(): void {
    this.#out.stream.getTracks().forEach((track) => track.stop());
    void this.#context.close();
  }
}
