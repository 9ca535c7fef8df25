// A thread at the side of its channel; on narrow screens over it.
import { placeTitle } from "./channel-pane.js";
import { Composer } from "./composer.js";
import { h, iconButton } from "./dom.js";
import { watchDrops } from "./drop.js";
import { drawKeyed } from "./keyed.js";
import { MessageList } from "./list.js";
import { countReplies } from "./message.js";
import { room } from "./room.js";

export class ThreadPane {
  #head = h("header", { class: "pane-head" });

  /** `close()` leaves the thread. */
  constructor({ close }) {
    this.close = close;
    this.list = new MessageList({ inThread: true, label: "Thread" });
    this.composer = new Composer({
      label: "Reply",
      place: () => room.place,
      placeholder: () => "Reply…",
      editLast: () => this.list.editLast(),
      inThread: true,
    });
    const foot = h("div", { class: "pane-foot" }, this.list.pill, this.composer.node);
    this.node = h("aside", { class: "pane thread-pane", "aria-label": "Thread", hidden: true });
    this.node.append(this.#head, this.list.node, foot);
    watchDrops(this.node, () => ({ composer: this.composer, words: "Add to the thread" }));
  }

  /** Draws the thread of the place. Returns whether there is one. */
  draw() {
    const { channel, thread } = room.place;
    const root = thread ? room.message(channel, thread) : undefined;
    this.node.hidden = !root;
    if (!root) return false;
    const title = placeTitle();
    const replies = room.replies(channel, thread);
    drawKeyed(this.#head, [{ key: "head", stamp: [title], draw: () => this.#drawHead(title) }]);
    const after = replies.length ? { [thread]: countReplies(replies.length) } : {};
    this.list.draw([root, ...replies], room.place, { after });
    this.composer.draw();
    return true;
  }

  #drawHead(title) {
    const back = iconButton("back", "Back to the channel", this.close, { class: "icon-button back-button" });
    const close = iconButton("close", "Close thread", this.close, { class: "icon-button close-button" });
    const words = h("div", { class: "pane-title" }, h("h2", {}, "Thread"), h("p", { class: "topic quiet" }, title));
    return h("div", { class: "pane-head-row" }, back, words, close);
  }
}
