/** Marks of one browser tab for one webinar, such as "this was hidden": they outlive a reload, not the tab. */
export class Remembered {
  readonly #key: string;
  readonly #marks: Set<string>;

  constructor(webinarId: string, what: string) {
    this.#key = `webinars.${what}.${webinarId}`;
    this.#marks = new Set(read(this.#key));
  }

  has(mark: number | string): boolean {
    return this.#marks.has(String(mark));
  }

  add(mark: number | string): void {
    this.#marks.add(String(mark));
    try {
      sessionStorage.setItem(this.#key, [...this.#marks].join(" "));
    } catch {
      // Storage may be forbidden: then it holds until the next reload.
    }
  }
}

function read(key: string): string[] {
  try {
    return (sessionStorage.getItem(key) ?? "").split(" ").filter(Boolean);
  } catch {
    return [];
  }
}
