import { confirmed } from "../../dialog.ts";
import type { Choice } from "./choices.ts";
import { report } from "./dialogs.ts";
import { sanction } from "../moderation/sanction.ts";
import type { MessageView } from "../protocol.ts";
import type { Room } from "../room.ts";

export interface Chat {
  room: Room;
  reply(message: MessageView): void;
  edit(message: MessageView): void;
  jump(position: number): void;
  /** Says it for some seconds, with a way to undo it. */
  say(text: string, undo?: () => void): void;
}

/** Does what was chosen in a message's menu. Of a refusal the room has told the person. */
export async function carryOut(choice: Choice, message: MessageView, chat: Chat): Promise<void> {
  const { room } = chat;
  const { position, by, text } = message;
  switch (choice) {
    case "reply":
      return chat.reply(message);
    case "edit":
      return chat.edit(message);
    case "original":
      return chat.jump(message.replyTo!);
    case "copy":
      return copy(text, chat);
    case "pin":
    case "unpin":
      return void room.act("PinMessage", position, choice === "pin");
    case "delete":
      if (await confirmed("Delete your message?", "It disappears for everybody and cannot be brought back.", "Delete")) void room.act("DeleteMessage", position);
      return;
    case "remove":
      if (!(await room.act("DeleteMessage", position))) chat.say("The message was removed.", () => void room.act("RestoreMessage", position));
      return;
    case "restore":
      return void room.act("RestoreMessage", position);
    case "resolve":
      return void room.act("ResolveReports", position);
    case "report":
      return report(room, position, by.name, () => chat.say("Thank you. The moderators will look at it."));
    default:
      return sanction(room, choice, { personId: by.id }, by, () =>
        chat.say(`${by.name} is ${choice === "mute" ? "muted" : "banned"}.`, () => {
          const made = room.state.sanctions.findLast((one) => one.kind === choice && one.person?.id === by.id);
          if (made) void room.act("LiftSanction", made.id);
        }),
      );
  }
}

async function copy(text: string, { say }: Chat): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied.");
  } catch {
    // Without https there is no clipboard.
    say("This browser does not let this page copy.");
  }
}
