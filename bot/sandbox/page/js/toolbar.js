// What floats over the message under the pointer or the focus: react, reply, more.
import { confirmed } from "./dialogs.js";
import { h, iconButton } from "./dom.js";
import { pickEmoji } from "./emoji-picker.js";
import { forwardMessage } from "./forward.js";
import { drawEmoji } from "./mentions.js";
import { react } from "./message.js";
import { openMenu } from "./popover.js";
import { go, permalink } from "./place.js";
import { room } from "./room.js";
import { toast } from "./toast.js";
import { send } from "./wire.js";

const QUICK = ["newspaper", "white_check_mark"];

/** Keeps one toolbar on the message that is pointed at. `list` is `{node, channel(), message(ts), inThread, edit(ts)}`. */
export function keepToolbar(list) {
  const show = (event) => {
    const article = event.target.closest?.("article.message");
    if (!article || article.querySelector(":scope > .toolbar, .editor")) return;
    const message = list.message(article.dataset.ts);
    if (!message || message.subtype === "tombstone") return;
    list.node.querySelector(".toolbar")?.remove();
    article.append(drawToolbar(message, list));
  };
  list.node.addEventListener("pointerover", show);
  list.node.addEventListener("focusin", show);
  list.node.addEventListener("pointerleave", () => {
    const bar = list.node.querySelector(".toolbar");
    if (bar && !bar.contains(document.activeElement) && !bar.querySelector("[aria-expanded=true]")) bar.remove();
  });
}

function drawToolbar(message, list) {
  const channel = list.channel();
  const quick = QUICK.map((name) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": `React with ${name.replaceAll("_", " ")}`,
        title: `:${name}:`,
        onclick: () => react(channel, message, name),
      },
      drawEmoji(name),
    ),
  );
  const add = iconButton("smile", "Add reaction", () => pickEmoji(add, (name) => react(channel, message, name)), {
    "aria-haspopup": "dialog",
  });
  const reply =
    !list.inThread &&
    iconButton("reply", "Reply in thread", () => go(channel, { thread: message.thread_ts ?? message.ts }));
  const more = iconButton("more", "More actions", () => openMenu(more, entries(message, list), "Message actions"), {
    "aria-haspopup": "menu",
  });
  return h(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    !message.is_ephemeral && [quick, add, reply],
    more,
  );
}

function entries(message, list) {
  const channel = list.channel();
  if (message.is_ephemeral) return [{ label: "Dismiss", icon: "close", choose: () => room.dismiss(message) }];
  const shortcuts = room.shortcuts
    .filter((shortcut) => shortcut.type === "message")
    .map((shortcut) => ({
      label: shortcut.name,
      icon: "bolt",
      note: room.person(room.bot.user_id).name || room.bot.name,
      choose: () => send("shortcut", { callback_id: shortcut.callback_id, channel, ts: message.ts }),
    }));
  const copy = { label: "Copy link", icon: "link", choose: () => copyLink(channel, message) };
  const forward = { label: "Forward message…", icon: "forward", choose: () => forwardMessage(channel, message) };
  const mine = message.user === room.me && !message.bot_id;
  const change = [
    mine && { label: "Edit message", icon: "pencil", choose: () => list.edit(message.ts) },
    (mine || room.users.get(room.me)?.is_admin) && {
      label: "Delete message…",
      icon: "trash",
      danger: true,
      choose: () => remove(channel, message),
    },
  ].filter(Boolean);
  return [
    ...shortcuts,
    ...(shortcuts.length ? [null] : []),
    forward,
    copy,
    ...(change.length ? [null, ...change] : []),
  ];
}

async function copyLink(channel, message) {
  const url = permalink(channel, message.ts);
  try {
    await navigator.clipboard.writeText(url);
    toast("Link copied", "done");
  } catch {
    toast(`The browser does not let this page copy. The link: ${url}`);
  }
}

async function remove(channel, message) {
  const question = {
    title: "Delete message",
    text: "Are you sure you want to delete this message? This cannot be undone.",
    confirm: "Delete",
    deny: "Cancel",
    style: "danger",
  };
  if (await confirmed(question)) await send("delete", { channel, ts: message.ts });
}
