/** Marks of one browser tab for one webinar, such as "this was hidden": they outlive a reload, not the tab; those of the browser outlive the tab too. */
export class Remembered {
  readonly #key: string;
  readonly #marks: Set<string>;
  readonly #storage: () => Storage;

  constructor(webinarId: string, what: string, ofBrowser = false) {
    this.#key = `webinars.${what}.${webinarId}`;
    this.#storage = () => (ofBrowser ? localStorage : sessionStorage);
    this.#marks = new Set(this.#read());
  }

  has(mark: number | string): boolean {
    return this.#marks.has(String(mark));
  }

  add(mark: number | string): void {
    this.#marks.add(String(mark));
    try {
      this.#storage().setItem(this.#key, [...this.#marks].join(" "));
    } catch {
      // Storage may be forbidden: then it holds until the next reload.
    }
  }

  #read(): string[] {
    try {
      return (this.#storage().getItem(this.#key) ?? "").split(" ").filter(Boolean);
    } catch {
      return [];
    }
  }
}
