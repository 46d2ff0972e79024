import type { SimilarQuestion } from "../protocol.ts";

/** Looks for questions like the one that is being written: not before ten characters, and when the typing rests. */
export class Similar {
  /** At most three. */
  list: readonly SimilarQuestion[] = [];
  #text = "";
  #timer?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly find: (text: string) => Promise<readonly SimilarQuestion[]>,
    private readonly changed: () => void,
    private readonly rest = 400,
  ) {}

  typed(draft: string): void {
    const text = draft.trim();
    if (text === this.#text) return;
    this.#text = text;
    clearTimeout(this.#timer);
    if (text.length < 10) this.#show([]);
    else this.#timer = setTimeout(() => void this.#look(text), this.rest);
  }

  async #look(text: string): Promise<void> {
    // No answer is no offer: nobody needs to hear of it.
    const found = await this.find(text).catch(() => []);
    if (text === this.#text) this.#show(found.slice(0, 3));
  }

  #show(list: readonly SimilarQuestion[]): void {
    if (list.length + this.list.length === 0) return;
    this.list = list;
    this.changed();
  }
}
