// One message: who, when, what, and what others made of it.
import { drawAttachment, drawBlocks } from "./blocks.js";
import { h, icon, iconButton } from "./dom.js";
import { drawEditor } from "./editor.js";
import { pickEmoji } from "./emoji-picker.js";
import { drawFile } from "./files.js";
import { Form } from "./form.js";
import { drawEmoji } from "./mentions.js";
import { drawMrkdwn } from "./mrkdwn.js";
import { appBadge, authorOf, drawAvatar, names } from "./people.js";
import { go } from "./place.js";
import { isReply, room } from "./room.js";
import { ago, clock, fullTime, instant, shortClock } from "./times.js";
import { send } from "./wire.js";

const GROUPED_SECONDS = 300;
const QUIET = new Set([
  "channel_join",
  "channel_leave",
  "channel_topic",
  "channel_purpose",
  "channel_name",
  "channel_archive",
  "channel_unarchive",
  "group_join",
  "group_leave",
]);

/** Whether a message goes on right under the one before it, without the name said again. */
export function followsOn(message, before) {
  return (
    Boolean(before) &&
    message.user === before.user &&
    message.bot_id === before.bot_id &&
    !message.subtype &&
    !before.subtype &&
    !message.is_ephemeral &&
    !before.is_ephemeral &&
    !before.reply_count &&
    Number(message.ts) - Number(before.ts) < GROUPED_SECONDS
  );
}

/** `where` is `{channel, grouped, inThread, editing, stopEditing}`. */
export function drawMessage(message, where) {
  const author = authorOf(message);
  const article = h("article", {
    class: [
      "message",
      where.grouped && "grouped",
      message.is_ephemeral && "whisper",
      QUIET.has(message.subtype) && "quiet-line",
    ]
      .filter(Boolean)
      .join(" "),
    tabIndex: -1,
    "data-ts": message.ts,
    "aria-label": `${author.name}, ${clock(message.ts)}`,
    "aria-roledescription": "message",
  });
  if (message.subtype === "tombstone")
    article.append(
      h("div", { class: "gutter" }, icon("trash")),
      h("div", { class: "body gone" }, "This message was deleted.", summary(message, where)),
    );
  else if (QUIET.has(message.subtype))
    article.append(
      h("div", { class: "gutter" }),
      h(
        "div",
        { class: "body" },
        h("strong", {}, author.name),
        " ",
        drawMrkdwn(withoutAuthor(message.text)),
        " ",
        time(message),
      ),
    );
  else article.append(gutter(message, author, where), body(message, author, where));
  return article;
}

const withoutAuthor = (text) => text.replace(/^<@\w+(\|[^>]*)?>\s*/, "");

function time(message, words = clock(message.ts)) {
  return h("time", { title: fullTime(message.ts), datetime: instant(message.ts).toISOString() }, words);
}

const gutter = (message, author, { grouped }) =>
  h("div", { class: "gutter" }, grouped ? time(message, shortClock(message.ts)) : drawAvatar(author.id, author));

function body(message, author, where) {
  const head =
    !where.grouped &&
    h(
      "div",
      { class: "message-head" },
      h("strong", { class: "author" }, author.name),
      author.bot && appBadge(),
      time(message),
    );
  const whisper =
    message.is_ephemeral &&
    h(
      "div",
      { class: "whisper-note" },
      icon("eye"),
      "Only visible to you ",
      h("button", { type: "button", class: "text-button", onclick: () => room.dismiss(message) }, "Dismiss"),
    );
  const thread =
    isReply(message) &&
    !where.inThread &&
    h(
      "button",
      {
        type: "button",
        class: "text-button reply-note",
        onclick: () => go(where.channel, { thread: message.thread_ts }),
      },
      "replied to a thread",
    );
  const words = where.editing ? drawEditor(message, where) : drawWords(message, where);
  return h("div", { class: "body" }, whisper, head, thread, words, reactions(message, where), summary(message, where));
}

function drawWords(message, { channel }) {
  const form = new Form((action) => send("action", { ...action, channel, ts: message.ts, state: form.values() }));
  form.standing = { channel, ts: message.ts };
  const edited = message.edited && h("span", { class: "edited" }, " (edited)");
  const words = message.blocks?.length
    ? drawBlocks(message.blocks, form)
    : h("div", { class: "words" }, drawMrkdwn(message.text));
  const empty = !message.blocks?.length && !message.text;
  return h(
    "div",
    {},
    !empty && words,
    edited,
    message.attachments?.map((attachment) => drawAttachment(attachment, form)),
    message.files?.length && h("div", { class: "files" }, message.files.map(drawFile)),
  );
}

function reactions(message, { channel }) {
  if (!message.reactions?.length) return null;
  const pills = message.reactions.map((reaction) => {
    const mine = reaction.users.includes(room.me);
    const who = `${names(reaction.users)} reacted with :${reaction.name}:`;
    return h(
      "button",
      {
        type: "button",
        class: "reaction",
        "aria-pressed": mine ? "true" : "false",
        "aria-label": `${reaction.name.replaceAll("_", " ")}, ${reaction.count}. ${who}`,
        title: who,
        "data-name": reaction.name,
        onclick: () => react(channel, message, reaction.name),
      },
      drawEmoji(reaction.name) ?? `:${reaction.name}:`,
      h("span", {}, reaction.count),
    );
  });
  const add = iconButton(
    "smile",
    "Add a reaction",
    (event) => pickEmoji(event.currentTarget, (name) => react(channel, message, name)),
    { class: "reaction add", "aria-haspopup": "dialog" },
  );
  return h("div", { class: "reactions" }, pills, add);
}

/** Puts a reaction on, or takes one's own off. */
export function react(channel, message, name) {
  const standing = room.message(channel, message.ts) ?? message;
  const remove = standing.reactions?.some((reaction) => reaction.name === name && reaction.users.includes(room.me));
  return send("react", { channel, ts: message.ts, name, remove: Boolean(remove) });
}

export const countReplies = (count) => `${count} ${count === 1 ? "reply" : "replies"}`;

function summary(message, { channel, inThread }) {
  if (inThread || !message.reply_count) return null;
  const people = (message.reply_users ?? []).slice(0, 4).map((id) => drawAvatar(id));
  return h(
    "button",
    { type: "button", class: "thread-summary", onclick: () => go(channel, { thread: message.ts }) },
    h("span", { class: "faces" }, people),
    h("strong", {}, countReplies(message.reply_count)),
    h("span", { class: "quiet last-reply" }, `Last reply ${ago(message.latest_reply ?? message.ts)}`),
    h("span", { class: "quiet view-thread" }, "View thread"),
    icon("right"),
  );
}
