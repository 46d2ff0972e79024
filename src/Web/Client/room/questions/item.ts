import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk.ts";
import { ownNote, ownTools } from "./own.ts";
import { roleName } from "./people.ts";
import { teamTools } from "./team.ts";
import { isMine, type Question } from "../state.ts";
import { textView, timeView } from "../text-view.ts";

const votable = new Set(["open", "answering", "answered"]);

/** One question in the list. */
export function questionItem(desk: Desk, question: Question): TemplateResult {
  const { room } = desk;
  const { id, state } = question;
  const own = question.by !== undefined && question.by.id === room.state.you?.id;
  return html`<li class="question" tabindex="-1" data-question=${id} data-state=${state} data-pinned=${question.pinned ? "yes" : nothing} data-own=${own ? "yes" : nothing}>
    ${voteButton(desk, question)}
    <div class="question-body">
      ${flags(desk, question)}
      <p class="message-text" dir="auto">${textView(question.text)}</p>
      <p class="message-head">${asker(question, own)} ${timeView(question.at)}${question.editedAt ? html`<span>edited</span>` : nothing} ${askers(desk, question)}</p>
      ${desk.opened.has(id) ? mergedOnes(desk, question) : nothing}
      ${own ? ownNote(desk, question) : state === "dismissed" && question.reason ? html`<p class="note">Dismissed: <q dir="auto">${question.reason}</q></p>` : nothing}
      ${question.answer && state === "answered" ? answerView(question, own, room.moderates) : nothing}
      ${own ? ownTools(desk, question) : nothing}
    </div>
    ${room.isPanel && !desk.closed ? teamTools(desk, question) : nothing}
  </li>`;
}

function voteButton(desk: Desk, question: Question): TemplateResult {
  const { room } = desk;
  const mine = isMine(room.state, question);
  const votes = question.votes === 1 ? "1 vote" : `${question.votes} votes`;
  return html`<button
    type="button"
    class="vote"
    data-vote
    aria-pressed=${mine}
    ?disabled=${desk.closed !== "" || !votable.has(question.state)}
    aria-label=${`Vote for this question, ${votes} so far`}
    title=${mine ? "Take your vote back" : "I want to know this too"}
    @click=${() => room.vote(question.id, !mine)}
  >
    <svg viewBox="0 0 12 8" aria-hidden="true"><path d="M1 7l5-5 5 5" /></svg>
    <span data-votes>${question.votes}</span>
  </button>`;
}

/** What stands above the text: that it is pinned or being answered; for moderators also who works on it. */
function flags(desk: Desk, question: Question): TemplateResult | typeof nothing {
  const { starred, claimedBy, assignee } = question;
  const you = desk.room.state.you?.id;
  const open = question.state !== "answered";
  const shown = [
    question.state === "answering" ? html`<span class="flag now">Being answered now</span>` : nothing,
    question.pinned ? html`<span class="flag"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M4 1h4M6 7v4M4.5 1v3L3 7h6L7.5 4V1" /></svg>Pinned</span>` : nothing,
    starred ? html`<span class="flag"><svg class="full" viewBox="0 0 12 12" aria-hidden="true"><path d="M6 1l1.5 3.3 3.5.4-2.6 2.4.7 3.5L6 8.9 2.9 10.6l.7-3.5L1 4.7l3.5-.4z" /></svg>Starred</span>` : nothing,
    claimedBy && open ? html`<span class="flag" data-claimed dir="auto">${claimedBy.id === you ? "You are on it" : `${claimedBy.name} is on it`}</span>` : nothing,
    assignee && open ? html`<span class="flag" data-assignee dir="auto">${assignee.id === you ? "For you" : `For ${assignee.name}`}</span>` : nothing,
  ].filter((flag) => flag !== nothing);
  return shown.length > 0 ? html`<p class="flags">${shown}</p>` : nothing;
}

function asker(question: Question, own: boolean): TemplateResult {
  if (own) return html`<span class="asker">${question.anonymous ? "You, without your name" : "You"}</span>`;
  const role = roleName(question.by?.role);
  return html`<span class="asker" dir="auto">${question.by?.name ?? "Anonymous"}</span>${role ? html`<span class="badge">${role}</span>` : nothing}`;
}

/** How many asked it. Moderators see what was merged, and may take it apart again. */
function askers(desk: Desk, question: Question): TemplateResult | typeof nothing {
  if (question.askers < 2) return nothing;
  const text = `asked by ${question.askers}`;
  if (!desk.room.moderates) return html`<span data-askers>${text}</span>`;
  const open = desk.opened.has(question.id);
  return html`<button
    type="button"
    class="link"
    data-askers
    aria-expanded=${open}
    @click=${() => {
      if (!desk.opened.delete(question.id)) desk.opened.add(question.id);
      desk.changed();
    }}
  >${text}</button>`;
}

function mergedOnes(desk: Desk, question: Question): TemplateResult {
  const { room } = desk;
  const merged = room.state.questions.filter((one) => one.mergedInto === question.id);
  return html`<ul class="merged-ones">
    ${merged.map((one) => html`<li data-merged=${one.id}>
      <p class="message-text" dir="auto">${textView(one.text)}</p>
      <p class="message-head">
        ${asker(one, false)} ${timeView(one.at)}
        ${desk.closed ? nothing : html`<button type="button" class="link" data-unmerge @click=${() => room.act("UnmergeQuestion", one.id)}>Unmerge</button>`}
      </p>
    </li>`)}
  </ul>`;
}

function answerView(question: Question, own: boolean, moderates: boolean): TemplateResult {
  const { at, by, text, isPrivate } = question.answer!;
  const role = roleName(by?.role);
  const hidden = isPrivate && !text;
  return html`<div class="answer" data-answer>
    <p class="message-head">
      <strong dir="auto">${text ? (by?.name ?? "Answer") : hidden ? "Answered in private" : "Answered live"}</strong>
      ${text && role ? html`<span class="badge">${role}</span>` : nothing}
      ${isPrivate && text ? html`<span class="badge private">${own ? "Only for you" : moderates ? "Only for the asker" : "Private"}</span>` : nothing}
      ${timeView(at)}
    </p>
    ${text ? html`<p class="message-text" dir="auto">${textView(text)}</p>` : nothing}
  </div>`;
}
