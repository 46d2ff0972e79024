/** As the vendor keeps them: by workflow, a plain yes or no or one for each kind of channel. */
export type Wishes = Record<string, unknown>;

export interface Group {
  name: string;
  label: string;
  hint?: string;
  workflows: string[];
}

/** What one may choose: few switches instead of one for each workflow. */
export const groups: Group[] = [
  { name: "live", label: "Starts soon and live now", workflows: ["webinar-starts-soon", "webinar-live"] },
  { name: "changes", label: "Moved or cancelled", workflows: ["webinar-rescheduled", "webinar-cancelled"] },
  { name: "replay", label: "The replay is ready", workflows: ["replay-ready"] },
  { name: "registration", label: "Your registrations and roles", workflows: ["registration-confirmed", "registration-declined", "role-given"] },
  { name: "answers", label: "Answers to your questions", workflows: ["question-answering", "question-answered"] },
  { name: "open", label: "Questions or a poll are open", hint: "Only while you are not in the room.", workflows: ["questions-open", "poll-open"] },
  { name: "hosting", label: "What waits for you as a host", hint: "Questions while no host is in the room, and people who ask to take part.", workflows: ["questions-waiting", "approval-asked"] },
];

/** Wanted unless it was said otherwise of any of them. */
export function isWanted(wishes: Wishes, group: Group): boolean {
  return group.workflows.every((workflow) => {
    const wish = wishes[workflow];
    return typeof wish === "object" && wish !== null ? inFeed(wish) : wish !== false;
  });
}

/** The wishes with this one; what they say of other channels stays. */
export function wanting(wishes: Wishes, group: Group, on: boolean): Record<string, { channel_types: Record<string, boolean> }> {
  const changed = group.workflows.map((workflow) => {
    const old = wishes[workflow] as { channel_types?: Record<string, boolean> } | boolean | undefined;
    return [workflow, { channel_types: { ...(typeof old === "object" ? old.channel_types : {}), in_app_feed: on } }];
  });
  return { ...wishes, ...Object.fromEntries(changed) };
}

function inFeed(wish: object): boolean {
  return (wish as { channel_types?: { in_app_feed?: unknown } }).channel_types?.in_app_feed !== false;
}
