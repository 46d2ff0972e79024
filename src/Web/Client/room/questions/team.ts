import { html, nothing, type TemplateResult } from "lit";
import { assignQuestion } from "./assign.ts";
import { type Desk, isBusy, openForm } from "./desk.ts";
import { dismissQuestion } from "./dismiss.ts";
import { questionForm } from "./form.ts";
import { questionMenu } from "./menu.ts";
import type { Question } from "../state.ts";

/** What panelists and moderators do with a question: the most used as buttons, the rest in the menu. */
export function teamTools(desk: Desk, question: Question): TemplateResult | typeof nothing {
  const { room } = desk;
  const { id, state } = question;
  const key = `answer:${id}`;
  const busy = isBusy(desk, question);
  if (desk.forms.has(key) && state !== "answered")
    return html`<div class="team-tools">${questionForm(desk, {
      key,
      name: "answer",
      label: "Your answer",
      button: "Send answer",
      least: 1,
      most: 2_000,
      busy,
      asksPrivate: true,
      send: (text, isPrivate) => room.act("AnswerQuestion", id, text, isPrivate),
      cancelled: () => isClaimed(desk, question) && void room.act("ClaimQuestion", id, false),
    })}</div>`;
  const button = (name: string, style: string, act: () => unknown, spoken = name) => html`<button type="button" class="button small ${style}" aria-label=${spoken} ?disabled=${busy} @click=${act}>${name}</button>`;
  const answer = button("In writing", "quiet", () => write(desk, question, key), "Answer in writing");
  const dismiss = room.moderates ? button("Dismiss", "quiet", () => dismissQuestion(room, question)) : nothing;
  const buttons = {
    pending: room.moderates ? html`${button("Approve", "", () => room.act("ApproveQuestion", id))} ${dismiss}` : nothing,
    open: html`${button("Answer live", "quiet", () => room.act("StartAnswering", id))} ${answer} ${dismiss}`,
    answering: html`${button("Done", "", () => room.act("AnswerQuestion", id, null, false))} ${answer} ${button("Stop", "quiet", () => room.act("StopAnswering", id))}`,
    answered: nothing,
    dismissed: room.moderates ? button("Reopen", "quiet", () => room.act("ReopenQuestion", id)) : nothing,
    withdrawn: nothing,
    merged: room.moderates ? button("Unmerge", "quiet", () => room.act("UnmergeQuestion", id)) : nothing,
  }[state];
  const menu = room.moderates && state !== "withdrawn" && state !== "merged" ? questionMenu(desk, question, busy, () => assignQuestion(room, question)) : nothing;
  return buttons === nothing && menu === nothing ? nothing : html`<div class="actions team-tools">${buttons}${menu}</div>`;
}

/** Who begins to write says so to the other moderators, unless somebody is on it already. */
async function write(desk: Desk, question: Question, key: string): Promise<void> {
  if (desk.room.moderates && !question.claimedBy) void desk.room.act("ClaimQuestion", question.id, true);
  await openForm(desk, key);
}

function isClaimed(desk: Desk, question: Question): boolean {
  return question.claimedBy !== undefined && question.claimedBy.id === desk.room.state.you?.id;
}
