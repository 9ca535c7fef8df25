// A message of one's own, open for editing in its place.
import { h } from "./dom.js";
import { unescape } from "./mrkdwn.js";
import { room } from "./room.js";
import { send } from "./wire.js";

/** Slack's escaped text as a person would type it. */
export function asTyped(text) {
  const typed = text.replace(/<([^<>\n]+)>/g, (whole, inside) => {
    const [target, label] = inside.split("|");
    if (target.startsWith("@")) return `@${room.users.get(target.slice(1))?.name ?? label ?? target.slice(1)}`;
    if (target.startsWith("#")) return `#${room.channels.get(target.slice(1))?.name ?? label ?? target.slice(1)}`;
    if (target.startsWith("!")) return `@${target.slice(1)}`;
    return !label || label === target ? target : `[${label}](${target})`;
  });
  return unescape(typed);
}

export function drawEditor(message, { channel, stopEditing }) {
  const save = async () => {
    const answer = await send("edit", { channel, ts: message.ts, text: box.value });
    if (answer.ok) stopEditing();
  };
  const box = h("textarea", {
    class: "field",
    rows: 2,
    value: asTyped(message.text),
    "aria-label": "Edit message",
    onkeydown: (event) => {
      if (event.key === "Escape") stopEditing();
      else if (event.key === "Enter" && !event.shiftKey) save();
      else return event.stopPropagation();
      event.preventDefault();
      event.stopPropagation();
    },
  });
  requestAnimationFrame(() => box.focus());
  return h(
    "div",
    { class: "editor" },
    box,
    h(
      "div",
      { class: "editor-buttons" },
      h("button", { type: "button", class: "block-button", onclick: stopEditing }, "Cancel"),
      h("button", { type: "button", class: "block-button primary", onclick: save }, "Save"),
    ),
  );
}
