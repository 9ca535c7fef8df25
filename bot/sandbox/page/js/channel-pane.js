// The middle of the page: a channel's head, its messages or the app's Home tab, and where one writes.
import { Composer } from "./composer.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { watchDrops } from "./drop.js";
import { Home } from "./home.js";
import { drawKeyed } from "./keyed.js";
import { MessageList } from "./list.js";
import { drawAvatar, names } from "./people.js";
import { room } from "./room.js";
import { channelIcon, channelName } from "./sidebar.js";
import { send } from "./wire.js";

/** "#newsroom", or the name of whom one talks to. */
export function placeTitle() {
  const channel = room.channel();
  if (!channel) return "";
  return channel.is_im || channel.is_mpim ? channelName(channel) : `#${channel.name}`;
}

export class ChannelPane {
  #banner = h("div", { class: "banner", role: "status", hidden: true });
  #head = h("header", { class: "pane-head" });
  #join = h("div", { class: "join", hidden: true });
  #home = new Home();

  constructor({ openDrawer }) {
    this.openDrawer = openDrawer;
    this.list = new MessageList({ label: "Messages" });
    this.composer = new Composer({
      label: "Message",
      place: () => room.place,
      placeholder: () => `Message ${placeTitle()}`,
      editLast: () => this.list.editLast(),
    });
    this.foot = h("div", { class: "pane-foot" }, this.list.pill, this.composer.node);
    this.node = h("main", { class: "pane channel-pane", "aria-label": "Channel" });
    this.node.append(this.#banner, this.#head, this.list.node, this.#home.node, this.foot, this.#join);
    watchDrops(this.node, () =>
      this.foot.hidden ? null : { composer: this.composer, words: `Add to ${placeTitle()}` },
    );
  }

  /** `unread` is the ts of the first message that was not seen when the channel was opened. */
  draw(unread) {
    const channel = room.channel();
    const atHome = room.place.tab === "home";
    const outside = Boolean(channel && !channel.is_im && channel.members && !channel.members.includes(room.me));
    this.list.node.hidden = atHome || !channel;
    this.foot.hidden = atHome || outside || !channel || channel.is_archived;
    this.#join.hidden = atHome || !outside;
    this.#drawBanner();
    drawKeyed(this.#head, [
      { key: "head", stamp: [channel, room.place.tab, room.team.id], draw: () => this.#drawHead(channel) },
    ]);
    this.#home.draw();
    if (outside) this.#drawJoin(channel);
    if (!atHome && channel) this.list.draw(room.roots(channel.id), room.place, { before: beginning(channel), unread });
    this.composer.draw();
  }

  #drawBanner() {
    this.#banner.hidden = !room.lost && room.bot.connected !== false;
    const words = room.lost
      ? "The connection to the local Slack is lost. Trying again…"
      : "The app is not connected. What is posted waits until it is.";
    if (!this.#banner.hidden) fill(this.#banner, icon("warning"), words);
  }

  #drawHead(channel) {
    const menu = iconButton("menu", "Channels", this.openDrawer, { class: "icon-button drawer-button" });
    const head = h("div", { class: "pane-head-row" }, menu);
    if (!channel) return head;
    const topic = channel.topic || channel.purpose || "";
    const title = h("h1", {}, channelIcon(channel), h("span", {}, channelName(channel)));
    head.append(h("div", { class: "pane-title" }, title, topic && h("p", { class: "topic quiet" }, topic)));
    head.append(channel.is_im ? drawTabs(channel) : drawMembers(channel));
    return head;
  }

  #drawJoin(channel) {
    const join = () => send("invite", { channel: channel.id, user: room.me });
    const button = h("button", { type: "button", class: "block-button primary", onclick: join }, "Join channel");
    fill(this.#join, h("span", {}, `You are not in #${channel.name}.`), button);
  }
}

function drawTabs(channel) {
  const tab = (name, words) => {
    const href = `#${channel.id}${name === "home" ? "/home" : ""}`;
    const here = room.place.tab === name;
    return h("a", { href, "aria-current": here ? "page" : undefined }, words);
  };
  return h("nav", { class: "tabs", "aria-label": "The app" }, tab("home", "Home"), tab("messages", "Messages"));
}

function drawMembers(channel) {
  const members = channel.members ?? [];
  const faces = h(
    "span",
    { class: "faces" },
    members.slice(0, 3).map((id) => drawAvatar(id)),
  );
  const count = h("span", {}, members.length, h("span", { class: "visually-hidden" }, " members"));
  return h("span", { class: "members", title: names(members) }, faces, count);
}

function beginning(channel) {
  if (channel.is_im) {
    const words = h("p", {}, "This is where you and the app talk. Send a link or a file.");
    return h("div", { class: "start" }, drawAvatar(room.bot.user_id), h("h2", {}, channelName(channel)), words);
  }
  const title = h("h2", {}, channelIcon(channel), h("span", {}, channelName(channel)));
  const command = h("code", {}, "/digest");
  const words = ["This is the very beginning. Post a link to an article, drop a file here, or type ", command, "."];
  return h("div", { class: "start" }, title, h("p", {}, words));
}
