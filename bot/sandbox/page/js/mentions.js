// People, channels and emoji inside text.
import { h } from "./dom.js";
import { emojiCharacters } from "./emoji.js";
import { go } from "./place.js";
import { room } from "./room.js";

/** An emoji, or null where its name is not known. */
export function drawEmoji(name, characters = emojiCharacters(name)) {
  return characters
    ? h(
        "span",
        { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
        characters,
      )
    : null;
}

/** `kind` is user, channel, usergroup or broadcast; `label` is used where the workspace has no such name. */
export function drawMention(kind, id, label = "") {
  if (kind === "channel") {
    const name = room.channels.get(id)?.name ?? label;
    if (!name) return h("span", { class: "mention" }, "#private-channel");
    return h(
      "a",
      {
        class: "mention",
        href: `#${id}`,
        onclick: (event) => {
          event.preventDefault();
          go(id);
        },
      },
      `#${name}`,
    );
  }
  if (kind === "user") {
    const name = room.person(id).name || label || id;
    return h(
      "span",
      { class: id === room.me ? "mention to-me" : "mention", title: room.person(id).title ?? "" },
      `@${name}`,
    );
  }
  return h("span", { class: kind === "broadcast" ? "mention to-me" : "mention" }, `@${label.replace(/^@/, "") || id}`);
}
