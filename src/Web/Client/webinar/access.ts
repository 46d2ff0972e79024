import { questionRow, readQuestion, type Question } from "./question-row.ts";

/** Who may come, as the API has it. `capacity` 0: no limit. */
export interface Access {
  policy: string;
  capacity?: number;
  questions: Question[];
}

const most = 10;

/** The part of a webinar's form that says who may come, how many, and what they are asked. */
export class AccessFields {
  readonly #root: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #add: HTMLButtonElement;

  constructor(form: HTMLFormElement) {
    this.#root = form.querySelector<HTMLElement>("[data-access]")!;
    this.#rows = this.#root.querySelector<HTMLElement>("[data-questions]")!;
    this.#add = this.#root.querySelector<HTMLButtonElement>("[data-add-question]")!;
    this.#root.addEventListener("change", this.#followPolicy);
    this.#add.addEventListener("click", () => this.#append());
    this.#rows.addEventListener("click", this.#act);
  }

  get #policy(): string {
    return this.#root.querySelector<HTMLInputElement>("input[name=policy]:checked")!.value;
  }

  get #capacity(): HTMLInputElement {
    return this.#root.querySelector<HTMLInputElement>("input[name=capacity]")!;
  }

  show({ policy, capacity, questions }: Access): void {
    this.#root.querySelector<HTMLInputElement>(`input[name=policy][value="${CSS.escape(policy)}"]`)!.checked = true;
    this.#capacity.value = capacity ? String(capacity) : "";
    this.#rows.replaceChildren(...questions.map(questionRow));
    this.#number();
    this.#followPolicy();
  }

  /** Everybody may come to an open webinar: there are no seats then. */
  read(): Access {
    return {
      policy: this.#policy,
      capacity: this.#policy === "open" ? 0 : Number(this.#capacity.value),
      questions: this.#list.map(readQuestion).map(({ id, label, options, required }) => ({ id, label, options, required })),
    };
  }

  /** What the API could not tell from something that is allowed. */
  problems(): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    const { value, validity } = this.#capacity;
    if (this.#policy !== "open" && (validity.badInput || (value !== "" && !(/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 1_000_000))))
      found["access.capacity"] = ["1 to 1,000,000, or empty for no limit."];
    this.#list.map(readQuestion).forEach((question, i) => {
      if (!question.label.trim()) found[`access.questions[${i}].label`] = ["What is asked?"];
      if (question.choice && question.options.length < 2) found[`access.questions[${i}].options`] = ["At least two, one on each line."];
    });
    return found;
  }

  get #list(): HTMLElement[] {
    return [...this.#rows.children] as HTMLElement[];
  }

  #followPolicy = (): void => {
    this.#root.querySelector<HTMLElement>("[data-seats]")!.hidden = this.#policy === "open";
    for (const row of this.#list) row.querySelector<HTMLElement>("[data-choices]")!.hidden = !readQuestion(row).choice;
  };

  #append(): void {
    const row = questionRow();
    this.#rows.append(row);
    this.#number();
    row.querySelector<HTMLInputElement>("[name=label]")!.focus();
  }

  #act = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-do]");
    const row = button?.closest<HTMLElement>("li");
    if (!button || !row) return;
    const [before, after] = [row.previousElementSibling, row.nextElementSibling];
    if (button.dataset.do === "remove") {
      row.remove();
      ((after ?? before)?.querySelector<HTMLElement>("[name=label]") ?? this.#add).focus();
    } else if (button.dataset.do === "up" && before) before.before(row);
    else if (button.dataset.do === "down" && after) after.after(row);
    this.#number();
    if (!row.isConnected) return this.#say("The question is removed.");
    // Whoever moves it with the keyboard goes on moving it; at the end there is only the way back.
    (button.disabled ? row.querySelector<HTMLElement>("button[data-do]:not(:disabled)")! : button).focus();
    this.#say(`It is question ${this.#list.indexOf(row) + 1} of ${this.#list.length} now.`);
  };

  #say(text: string): void {
    this.#root.querySelector<HTMLElement>("[data-questions-said]")!.textContent = text;
  }

  /** Numbers, the names that errors come under, and which way a question can still go. */
  #number(): void {
    const rows = this.#list;
    rows.forEach((row, i) => {
      row.setAttribute("aria-label", `Question ${i + 1}`);
      for (const place of row.querySelectorAll<HTMLElement>("[data-error-of]")) place.dataset.errorFor = `access.questions[${i}]${place.dataset.errorOf}`;
      row.querySelector<HTMLButtonElement>("[data-do=up]")!.disabled = i === 0;
      row.querySelector<HTMLButtonElement>("[data-do=down]")!.disabled = i === rows.length - 1;
    });
    this.#add.disabled = rows.length >= most;
  }
}
