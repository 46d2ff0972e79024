const after = 450;
/** A finger is never quite still. */
const tremor = 4;

/** Tells of a finger that rests on an element. Its lifting touches nothing else that may have come under it meanwhile. */
export class LongPress {
  #timer?: ReturnType<typeof setTimeout>;
  #held = false;

  constructor(element: HTMLElement, rests: (on: Element) => void) {
    element.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "touch") return;
      const on = event.target as Element;
      this.#stop();
      this.#timer = setTimeout(() => {
        this.#held = true;
        navigator.vibrate?.(10);
        rests(on);
      }, after);
    });
    element.addEventListener("pointermove", (event) => Math.hypot(event.movementX, event.movementY) > tremor && this.#stop());
    element.addEventListener("pointerup", () => this.#stop());
    element.addEventListener("pointercancel", () => this.#stop());
    element.addEventListener("contextmenu", (event) => (event as PointerEvent).pointerType === "touch" && event.preventDefault());
    element.addEventListener("touchend", (event) => {
      if (this.#held) event.preventDefault();
      this.#held = false;
    });
  }

  #stop(): void {
    clearTimeout(this.#timer);
  }
}
