// The page: puts the parts together, reads the state, follows the stream, and keeps the address in step.
import { ChannelPane, placeTitle } from "./channel-pane.js";
import { h } from "./dom.js";
import { addEmoji } from "./emoji.js";
import { drawModals } from "./modals.js";
import { authorOf } from "./people.js";
import { popoverOpen } from "./popover.js";
import { go, hashOfPermalink, placeOf } from "./place.js";
import { isReply, room } from "./room.js";
import { Sidebar } from "./sidebar.js";
import { openSwitcher } from "./switcher.js";
import { startTheme } from "./theme.js";
import { ThreadPane } from "./thread-pane.js";
import { announce, toast } from "./toast.js";
import { follow, inWords, readState } from "./wire.js";

const RETRY_MS = 2000;

const page = document.getElementById("page");
const sidebar = new Sidebar({ openSwitcher, loadTeam: load, leave: closeDrawer });
const channelPane = new ChannelPane({ openDrawer });
const threadPane = new ThreadPane({ close: closeThread });

// On a phone the keyboard would cover what was just opened.
const hasKeyboard = () => !matchMedia("(pointer: coarse)").matches;

function openDrawer() {
  page.classList.add("drawer");
  sidebar.node.querySelector(".channel-row.here, .channel-row")?.focus();
}

function closeDrawer() {
  page.classList.remove("drawer");
}

function closeThread() {
  const { thread } = room.place;
  go(room.place.channel);
  requestAnimationFrame(() => channelPane.list.article(thread)?.focus({ preventScroll: true }));
}

let unreadHere = ""; // the first message not seen in the channel that is open
let drawing = 0;

function draw() {
  drawing = 0;
  sidebar.draw();
  channelPane.draw(unreadHere);
  page.classList.toggle("with-thread", threadPane.draw());
  drawModals();
  const waiting = room.unread.size ? `(${room.unread.size}) ` : "";
  document.title = `${waiting}${placeTitle()} · ${room.team.name}`;
}

function drawSoon() {
  drawing ||= requestAnimationFrame(draw);
}

/** The address changed: goes there, and points at the message that it names. */
function arrive() {
  const next = placeOf(location.hash);
  const moved = next.channel !== room.place.channel || next.tab !== room.place.tab;
  const opened = next.thread && next.thread !== room.place.thread;
  room.place = next;
  if (moved) unreadHere = room.unread.get(next.channel) ?? "";
  room.unread.delete(next.channel);
  draw();
  if (next.pointed && next.pointed !== next.thread) threadPane.list.point(next.pointed);
  else if (next.pointed && moved) channelPane.list.point(next.pointed);
  if (opened && hasKeyboard()) threadPane.composer.focus();
  else if (moved && next.tab === "messages" && hasKeyboard()) channelPane.composer.focus();
}

function tellAloud({ channel, message }) {
  if (message.user === room.me || channel !== room.place.channel) return;
  if (isReply(message) && message.thread_ts !== room.place.thread) return;
  announce(`${authorOf(message).name}: ${message.text.slice(0, 200)}`);
}

/** A message came while nobody looked: the line "New" goes above the first such. */
function markUnread({ channel, message }) {
  const unseen = document.hidden && channel === room.place.channel && message.user !== room.me && !isReply(message);
  if (unseen && room.unread.get(channel) === message.ts) unreadHere = message.ts;
}

room.addEventListener("change", ({ detail }) => {
  if (detail.type === "reset") {
    load(room.team.id);
    return;
  }
  if (detail.type === "loaded") {
    arrive();
    return;
  }
  if (detail.type === "message") {
    tellAloud(detail);
    markUnread(detail);
  }
  drawSoon();
});

window.addEventListener("hashchange", arrive);

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && room.unread.delete(room.place.channel)) drawSoon();
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openSwitcher();
  } else if (event.key === "Escape" && !popoverOpen() && !document.querySelector("dialog[open]")) {
    if (page.classList.contains("drawer")) closeDrawer();
    else if (room.place.thread) closeThread();
  }
});

// A link to a message of this workspace leads there instead of opening the page once more.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const hash = link && !event.ctrlKey && !event.metaKey ? hashOfPermalink(link.href) : "";
  if (!hash) return;
  event.preventDefault();
  location.hash = hash;
});

let stream = null;

async function load(team) {
  const state = await readState(team);
  if (!state.ok) {
    toast(inWords(state.error));
    setTimeout(() => load(team), RETRY_MS);
    return;
  }
  addEmoji(state.emoji ?? {});
  stream?.close();
  room.load(state);
  const lost = (gone) => {
    room.lost = gone;
    drawSoon();
  };
  stream = follow(state.seq, (event) => room.hear(event), lost);
}

const linked = hashOfPermalink(location.href);
if (linked) history.replaceState(null, "", `/${linked}`);
startTheme(() => sidebar.drawTheme());
page.replaceChildren(
  sidebar.node,
  h("div", { class: "veil", onclick: closeDrawer }),
  channelPane.node,
  threadPane.node,
);
load("");
