// Where messages are written: text, commands, files.
import { watchCompletion } from "./completion.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { emojiCharacters } from "./emoji.js";
import { pickEmoji } from "./emoji-picker.js";
import { sizeInWords } from "./files.js";
import { openMenu } from "./popover.js";
import { room } from "./room.js";
import { toast } from "./toast.js";
import { send, upload } from "./wire.js";

const MARKS = [
  ["B", "*", "Bold"],
  ["I", "_", "Italic"],
  ["S", "~", "Strikethrough"],
  ["<>", "`", "Code"],
];

export class Composer {
  #drafts = new Map();
  #key = "";
  #files = [];

  /** `place()` is `{channel, thread}`; `editLast()` opens one's last message for editing. */
  constructor({ place, placeholder, label, editLast, inThread = false }) {
    Object.assign(this, { place, placeholder, editLast, inThread });
    this.box = h("textarea", { class: "composer-box", rows: 1, "aria-label": label });
    this.chips = h("div", { class: "chips" });
    const shelf = h("div", { class: "offer-shelf" });
    this.completed = watchCompletion(this.box, shelf);
    this.sendButton = iconButton("send", "Send now", () => this.submit(), {
      class: "icon-button send",
      disabled: true,
    });
    this.node = h("div", { class: "composer" }, shelf, this.#marks(), this.box, this.chips, this.#tools());
    this.box.addEventListener("input", () => this.#changed());
    this.box.addEventListener("keydown", (event) => this.#pressed(event));
    this.box.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) {
        event.preventDefault();
        this.attach(event.clipboardData.files);
      }
    });
  }

  #marks() {
    return h(
      "div",
      { class: "marks", role: "toolbar", "aria-label": "Formatting" },
      MARKS.map(([letter, mark, name]) =>
        h(
          "button",
          {
            type: "button",
            class: `icon-button mark-${name.toLowerCase()}`,
            "aria-label": name,
            title: name,
            onclick: () => this.#wrap(mark),
          },
          letter,
        ),
      ),
    );
  }

  #tools() {
    const picker = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      "aria-label": "Files to attach",
      onchange: () => {
        this.attach(picker.files);
        picker.value = "";
      },
    });
    const plus = iconButton(
      "plus",
      "Attach a file or use a shortcut",
      () =>
        openMenu(
          plus,
          [
            { label: "Upload from your computer", icon: "paperclip", choose: () => picker.click() },
            ...room.shortcuts
              .filter((one) => one.type === "global")
              .map((one) => ({
                label: one.name,
                icon: "bolt",
                note: one.description,
                choose: () => send("shortcut", { callback_id: one.callback_id }),
              })),
          ],
          "Attach",
        ),
      { class: "icon-button round", "aria-haspopup": "menu" },
    );
    const attach = iconButton("paperclip", "Attach a file", () => picker.click());
    const emoji = iconButton(
      "smile",
      "Emoji",
      () => pickEmoji(emoji, (name) => this.#insert(emojiCharacters(name) || `:${name}:`)),
      { "aria-haspopup": "dialog" },
    );
    const mention = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "Mention someone",
        title: "Mention someone",
        onclick: () => this.#insert("@"),
      },
      "@",
    );
    const command =
      !this.inThread &&
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Run a command",
          title: "Run a command",
          onclick: () => this.#begin("/"),
        },
        "/",
      );
    return h(
      "div",
      { class: "composer-tools" },
      plus,
      attach,
      emoji,
      mention,
      command,
      picker,
      h("span", { class: "spacer" }),
      h("span", { class: "composer-hint quiet" }, h("b", {}, "Shift + Enter"), " for a new line"),
      this.sendButton,
    );
  }

  /** Called when the place may have changed: brings that place's draft. */
  draw() {
    const { channel, thread } = this.place();
    const key = `${channel}/${this.inThread ? thread : ""}`;
    this.box.placeholder = this.placeholder();
    if (key === this.#key) return;
    this.#drafts.set(this.#key, { text: this.box.value, files: this.#files });
    this.#key = key;
    const draft = this.#drafts.get(key) ?? { text: "", files: [] };
    this.box.value = draft.text;
    this.#files = draft.files;
    this.#changed();
  }

  focus() {
    this.box.focus();
  }

  attach(files) {
    this.#files = [...this.#files, ...files];
    this.#changed();
    this.focus();
  }

  #changed() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 240)}px`;
    this.sendButton.disabled = !this.box.value.trim() && !this.#files.length;
    fill(
      this.chips,
      this.#files.map((file) =>
        h(
          "div",
          { class: "file-chip" },
          icon("file"),
          h("span", {}, h("strong", {}, file.name), h("small", {}, sizeInWords(file.size))),
          iconButton("close", `Remove ${file.name}`, () => {
            this.#files = this.#files.filter((other) => other !== file);
            this.#changed();
            this.focus();
          }),
        ),
      ),
    );
  }

  #insert(text) {
    const at = this.box.selectionStart;
    const glue = text === "@" && at && !/\s/.test(this.box.value[at - 1]) ? " " : "";
    this.box.setRangeText(glue + text, at, this.box.selectionEnd, "end");
    this.focus();
    this.box.dispatchEvent(new Event("input"));
  }

  #begin(text) {
    if (!this.box.value.startsWith(text)) this.box.value = text + this.box.value;
    this.box.setSelectionRange(text.length, text.length);
    this.focus();
    this.box.dispatchEvent(new Event("input"));
  }

  #wrap(mark) {
    const { selectionStart: start, selectionEnd: end, value } = this.box;
    this.box.setRangeText(`${mark}${value.slice(start, end)}${mark}`, start, end, "end");
    if (start === end) this.box.setSelectionRange(start + 1, start + 1);
    this.focus();
    this.#changed();
  }

  #pressed(event) {
    if (event.isComposing) return;
    if (this.completed(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && !this.box.value && !this.#files.length) {
      event.preventDefault();
      this.editLast();
    }
  }

  async submit() {
    const text = this.box.value;
    const files = this.#files;
    const { channel, thread } = this.place();
    if (!text.trim() && !files.length) return;
    if (!files.length && /^\/\S/.test(text)) {
      if (await this.#command(text, channel)) this.#clear();
      return;
    }
    this.#clear();
    const thread_ts = this.inThread ? thread : undefined;
    const answer = await (files.length
      ? upload(files, { channel, thread_ts, text })
      : send("post", { channel, thread_ts, text }));
    if (!answer.ok && !this.box.value && !this.#files.length) {
      // give back what was not taken
      this.box.value = text;
      this.#files = files;
      this.#changed();
    }
  }

  async #command(text, channel) {
    const [command, ...rest] = text.trim().split(/(?<=^\S+)\s+/);
    if (!room.commands.some((known) => known.command === command)) {
      toast(`${command} is not a command here. To send it as a message, put a space before the slash.`);
      return false;
    }
    if (this.inThread) {
      toast(`${command} does not work in threads. Use it in the channel.`);
      return false;
    }
    this.sendButton.classList.add("busy");
    const answer = await send("slash", { channel, command, text: rest.join(" ") });
    this.sendButton.classList.remove("busy");
    return answer.ok;
  }

  #clear() {
    this.box.value = "";
    this.#files = [];
    this.#changed();
    this.focus();
  }
}
