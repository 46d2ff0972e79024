/** What comes within so many milliseconds is drawn together. */
const every = 100;

/**
 * When to draw what the room tells: at once when it is quiet, else ten times a second, however many frames come. A page that nobody
 * sees is drawn when somebody looks at it again.
 */
export class Pace {
  #last = Number.NEGATIVE_INFINITY;
  #due = false;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly draw: () => void) {
    document.addEventListener("visibilitychange", this.#look);
  }

  soon(): void {
    this.#due = true;
    this.#look();
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due = false;
    this.#last = performance.now();
    this.draw();
  }

  #look = (): void => {
    if (!this.#due || document.hidden || this.#timer !== undefined) return;
    const wait = this.#last + every - performance.now();
    if (wait <= 0) return this.now();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, wait);
  };
}
