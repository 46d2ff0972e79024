import { LitElement, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import type { Room } from "./room.ts";

/** A part of the room's screen: draws itself again whenever the room changes. Light DOM, so the site's style sheet applies. */
export abstract class Panel extends LitElement {
  @property({ attribute: false }) room!: Room;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("room")) return;
    (changed.get("room") as Room | undefined)?.removeEventListener("change", this.redraw);
    this.room.addEventListener("change", this.redraw);
    this.entered();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.room?.removeEventListener("change", this.redraw);
  }

  /** Called once, when the room is there. */
  protected entered(): void {}

  protected redraw = (): void => this.requestUpdate();
}
