import { html, type TemplateResult } from "lit";
import { starsText, words } from "./rating.ts";

/** One to five as radio buttons: arrows choose, a screen reader hears "4 stars, very good". */
export function stars(chosen: number, choose: (rating: number) => void): TemplateResult {
  return html`<fieldset class="stars">
    <legend>Your rating</legend>
    <div class="stars-row">${words.map((word, index) => star(index + 1, word, chosen, choose))}</div>
    <p class="stars-ends" aria-hidden="true"><span>${words[0]}</span><span>${words.at(-1)}</span></p>
  </fieldset>`;
}

function star(rating: number, word: string, chosen: number, choose: (rating: number) => void): TemplateResult {
  return html`<label>
    <input type="radio" name="rating" value=${rating} required .checked=${rating === chosen} @change=${() => choose(rating)} />
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2.8l2.85 5.77 6.37.93-4.61 4.49 1.09 6.34L12 17.34l-5.7 2.99 1.09-6.34L2.78 9.5l6.37-.93z" /></svg>
    <span class="hidden">${starsText(rating)}, ${word.toLowerCase()}</span>
  </label>`;
}
