// A list of messages: a channel's, or a thread's. Keeps its place while others write.
import { h, icon } from "./dom.js";
import { drawKeyed } from "./keyed.js";
import { drawMessage, followsOn } from "./message.js";
import { room } from "./room.js";
import { dayTitle, sameDay } from "./times.js";
import { keepToolbar } from "./toolbar.js";

const NEAR = 90; // pixels from the foot that still count as "at the foot"
const ABOVE = 12; // pixels left free above a message that begins at the top

export class MessageList {
  #editing = "";
  #key = "";
  #seen = 0;
  #atFoot = true;

  /** `inThread`: no days, no thread summaries. `label` names the list for those who hear the page. */
  constructor({ inThread = false, label }) {
    this.inThread = inThread;
    this.rows = h("div", { class: "rows" });
    this.node = h(
      "div",
      { class: "message-list", role: "log", "aria-live": "off", "aria-label": label, tabIndex: 0 },
      h("div", { class: "rows-before" }),
      this.rows,
    );
    this.pill = h(
      "button",
      { type: "button", class: "new-pill", hidden: true, onclick: () => this.toFoot(true) },
      icon("arrowDown"),
      h("span", {}, "New messages"),
    );
    keepToolbar({
      node: this.node,
      inThread,
      channel: () => this.place.channel,
      message: (ts) => this.messages.find((message) => message.ts === ts),
      edit: (ts) => this.edit(ts),
    });
    this.node.addEventListener("keydown", (event) => this.#move(event));
    this.node.addEventListener(
      "scroll",
      () => {
        this.#atFoot = this.#distance() < NEAR;
        if (this.#atFoot) this.pill.hidden = true;
      },
      { passive: true },
    );
    new ResizeObserver(() => this.#atFoot && this.toFoot()).observe(this.rows);
    new ResizeObserver(() => this.#atFoot && this.toFoot()).observe(this.node);
  }

  /** Draws `messages` of `place` (`{channel, thread}`); `before` is what stands above, `unread` the first ts not seen. */
  draw(messages, place, { before = null, after = {}, unread = "" } = {}) {
    const key = `${place.channel}/${this.inThread ? place.thread : ""}`;
    const moved = key !== this.#key;
    const grown = !moved && messages.length > this.#seen;
    Object.assign(this, { messages, place });
    this.#key = key;
    this.#seen = messages.length;
    if (moved) this.#editing = "";
    this.node.firstElementChild.replaceChildren(...[before].flat().filter(Boolean));
    const latest = messages.at(-1);
    drawKeyed(this.rows, this.#entries(messages, place, after, unread));
    if (moved || this.#atFoot || (grown && latest.user === room.me)) this.toFoot();
    else if (grown) this.pill.hidden = false;
    if (moved) this.pill.hidden = true;
  }

  #entries(messages, place, after, unread) {
    const entries = [];
    let before = null;
    for (const message of messages) {
      const isNew = message.ts === unread;
      const newDay = !this.inThread && !(before && sameDay(before.ts, message.ts));
      if (newDay)
        entries.push({
          key: `day-${dayTitle(message.ts)}`,
          stamp: [isNew],
          draw: () => divider(dayTitle(message.ts), isNew),
        });
      else if (isNew) entries.push({ key: "new", stamp: [], draw: () => divider("", true) });
      const grouped = !newDay && !isNew && followsOn(message, before);
      const editing = this.#editing === message.ts;
      const where = {
        channel: place.channel,
        inThread: this.inThread,
        grouped,
        editing,
        stopEditing: () => this.edit(""),
      };
      entries.push({
        key: `${message.is_ephemeral ? "whisper-" : ""}${message.ts}`,
        stamp: [editing || message, grouped, editing, place.channel], // what is being edited stays as it is
        draw: () => drawMessage(message, where),
      });
      if (after[message.ts])
        entries.push({
          key: `after-${message.ts}`,
          stamp: [after[message.ts]],
          draw: () => h("div", { class: "count-line" }, h("span", {}, after[message.ts])),
        });
      before = after[message.ts] ? null : message;
    }
    return entries;
  }

  edit(ts) {
    const was = this.#editing;
    this.#editing = ts;
    room.changed("editing");
    if (!ts) requestAnimationFrame(() => this.article(was)?.focus({ preventScroll: true }));
  }

  /** Opens the last message of the person in front of the page for editing. */
  editLast() {
    const own = this.messages.findLast(
      (message) => message.user === room.me && !message.subtype && !message.is_ephemeral,
    );
    if (own) this.edit(own.ts);
  }

  article(ts) {
    return this.rows.querySelector(`article[data-ts="${CSS.escape(ts)}"]`);
  }

  /** Brings a message into sight and lets it glow for a moment. */
  point(ts) {
    const article = this.article(ts);
    if (!article) return;
    this.#atFoot = false;
    article.scrollIntoView({ block: "center" });
    article.classList.add("pointed");
    article.addEventListener("animationend", () => article.classList.remove("pointed"), { once: true });
  }

  /** To the last message: to its beginning, where it is longer than the list is high. */
  toFoot(smooth = false) {
    this.#atFoot = true;
    this.pill.hidden = true;
    const last = this.rows.lastElementChild;
    const begins = last ? last.offsetTop - ABOVE : 0;
    this.node.scrollTo({
      top: Math.min(this.node.scrollHeight - this.node.clientHeight, begins),
      behavior: smooth && !matchMedia("(prefers-reduced-motion: reduce)").matches ? "smooth" : "instant",
    });
  }

  #distance() {
    return this.node.scrollHeight - this.node.clientHeight - this.node.scrollTop;
  }

  /** Arrow keys go from message to message; Enter opens the thread. */
  #move(event) {
    if (event.target.closest("button, a, input, textarea, .popover, [role=toolbar]")) return;
    const articles = [...this.rows.querySelectorAll("article.message")];
    const at = articles.indexOf(document.activeElement.closest("article.message"));
    const to = {
      ArrowUp: at < 0 ? articles.length - 1 : at - 1,
      ArrowDown: at < 0 ? articles.length - 1 : at + 1,
      Home: 0,
      End: articles.length - 1,
    }[event.key];
    if (event.key === "Enter" && at >= 0) articles[at].querySelector(".thread-summary")?.click();
    if (to === undefined || !articles[to]) return;
    event.preventDefault();
    articles[to].focus();
    articles[to].scrollIntoView({ block: "nearest" });
  }
}

function divider(title, isNew) {
  return h(
    "div",
    {
      class: `divider${isNew ? " new" : ""}`,
      role: "separator",
      "aria-label": [title, isNew && "New messages"].filter(Boolean).join(", "),
    },
    title && h("span", { class: "day" }, title),
    isNew && h("span", { class: "new-word" }, "New"),
  );
}
