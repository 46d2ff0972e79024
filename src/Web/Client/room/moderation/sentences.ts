import type { Actor, MessageView, SanctionView } from "../protocol.ts";
import type { RoomState } from "../state.ts";

/** A decision of a moderator, as Audit gives it: an event, of which any newer server may have more kinds. */
export interface Decision {
  position: number;
  at: string;
  by?: Actor;
  type: string;
  questionId?: number;
  intoId?: number;
  messageId?: number;
  message?: MessageView;
  personId?: string;
  person?: Actor;
  sanction?: SanctionView;
  text?: string;
  reason?: string;
  on?: boolean;
  isPrivate?: boolean;
  announcement?: { text: string };
  handout?: { title: string };
  poll?: { question: string };
  status?: string;
}

/** What was decided, as the rest of a sentence that begins with who did it. */
export function sentence(one: Decision, room: RoomState): string {
  const text = (text: string | undefined) => (text ? ` “${short(text)}”` : "");
  const asked = (id: number | undefined) => text(room.questions.find((question) => question.id === id)?.text);
  const question = `the question${asked(one.questionId)}`;
  const message = one.message ?? room.messages.find((other) => other.position === one.messageId);
  const of = message ? `${message.by.name}’s message${text(message.text)}` : "a message";
  const poll = `the poll${text(one.poll?.question)}`;
  const why = one.reason ? `: ${one.reason}` : "";
  const on = one.on !== false;
  const sentences: Record<string, () => string> = {
    messageRemoved: () => `removed ${of}`,
    messageRestored: () => `brought ${of} back`,
    messagePinned: () => `${on ? "pinned" : "unpinned"} ${of}`,
    messagesRemoved: () => "removed all messages of one person",
    messagesRestored: () => "brought all messages of one person back",
    reportsResolved: () => `kept ${of}`,
    questionApproved: () => `approved ${question}`,
    questionDismissed: () => `dismissed ${question}${why}`,
    questionReopened: () => `reopened ${question}`,
    questionAnswered: () => `answered ${question}${one.text ? (one.isPrivate ? " in private" : " in writing") : ""}`,
    answeringStarted: () => `began to answer ${question}`,
    answeringStopped: () => `stopped answering ${question}`,
    questionPinned: () => `${on ? "pinned" : "unpinned"} ${question}`,
    questionStarred: () => `${on ? "starred" : "took the star from"} ${question}`,
    questionAssigned: () => (one.person ? `gave ${question} to ${one.person.name}` : `assigned ${question}`),
    questionClaimed: () => `${on ? "took" : "let go of"} ${question}`,
    questionsMerged: () => `merged ${question} into${asked(one.intoId) || " another one"}`,
    questionUnmerged: () => `took ${question} out of the one that it was merged into`,
    pollDrafted: () => `drafted ${poll}`,
    pollEdited: () => `edited ${poll}`,
    pollOpened: () => `opened ${poll}`,
    pollClosed: () => `closed ${poll}`,
    pollPublished: () => `published the results of ${poll}`,
    pollDiscarded: () => `discarded ${poll}`,
    handLowered: () => (one.person ? `lowered ${one.person.name}’s hand` : "lowered a hand"),
    announcementMade: () => `announced${text(one.announcement?.text) || " something"}`,
    announcementEnded: () => "took an announcement away",
    handoutAdded: () => `shared${text(one.handout?.title) || " a handout"}`,
    handoutRemoved: () => "took a handout away",
    roleChanged: () => (one.person ? `made ${one.person.name} ${article(one.person.role)}` : "changed a role"),
    personSanctioned: () => sanctioned(one.sanction),
    sanctionLifted: () => "lifted a mute or a ban",
    settingsChanged: () => "changed the settings",
    statusChanged: () => `moved the webinar to “${one.status ?? "?"}”`,
  };
  return (sentences[one.type] ?? (() => words(one.type)))();
}

function sanctioned(one: SanctionView | undefined): string {
  if (!one) return "muted or banned somebody";
  const length = one.until ? ` for ${duration(Date.parse(one.until) - Date.parse(one.at))}` : " for good";
  return `${one.kind === "ban" ? "banned" : "muted"} ${one.person?.name ?? "an anonymous asker"}${length}${one.removedMessages ? " and removed their messages" : ""}${one.reason ? `: ${one.reason}` : ""}`;
}

function duration(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  if (minutes >= 120) return `${Math.round(minutes / 60)} hours`;
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

function article(role: string): string {
  return `${/^[aeiou]/.test(role) ? "an" : "a"} ${role}`;
}

/** Of a kind that this page does not know: "pollOpened" reads "poll opened". */
function words(type: string): string {
  return `did something new here (${type.replace(/([A-Z])/g, " $1").toLowerCase()})`;
}

function short(text: string): string {
  const letters = [...text.replace(/\s+/g, " ").trim()];
  return letters.length > 80 ? `${letters.slice(0, 79).join("").trimEnd()}…` : letters.join("");
}
