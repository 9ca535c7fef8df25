// The workspace at the side: its name, channels, people, the app, and who is in front of the page.
import { fill, h, icon, iconButton } from "./dom.js";
import { drawKeyed } from "./keyed.js";
import { appBadge, drawAvatar } from "./people.js";
import { moveAmong, openMenu } from "./popover.js";
import { room } from "./room.js";
import { nextTheme, themeIcon } from "./theme.js";

/** The channels of the person in front of the page, in the sidebar's groups. */
export function groupsOfChannels() {
  const mine = [...room.channels.values()].filter(
    (one) =>
      !one.is_archived &&
      (one.is_im ? one.user === room.me : one.is_mpim || one.is_private ? one.members?.includes(room.me) : true),
  );
  const named = (keep) => mine.filter(keep).sort((a, b) => a.name.localeCompare(b.name));
  return [
    ["Channels", named((one) => !one.is_im && !one.is_mpim)],
    ["Direct messages", named((one) => one.is_mpim)],
    ["Apps", mine.filter((one) => one.is_im)],
  ].filter(([, list]) => list.length);
}

export function channelName(one) {
  if (one?.is_im) return room.person(room.bot.user_id).name || room.bot.name;
  if (one?.is_mpim)
    return one.members
      .filter((id) => id !== room.me)
      .map((id) => room.person(id).name)
      .join(", ");
  return one?.name ?? "";
}

export function channelIcon(one) {
  if (one.is_im) return drawAvatar(room.bot.user_id);
  if (one.is_mpim) return icon("people");
  return icon(one.is_private ? "lock" : "hash");
}

export class Sidebar {
  /** `openSwitcher()` and `loadTeam(id)` are the page's; `leave()` closes the drawer of narrow screens. */
  constructor({ openSwitcher, loadTeam, leave }) {
    this.loadTeam = loadTeam;
    this.groups = h("div", { class: "sidebar-groups" });
    this.workspace = h("button", {
      type: "button",
      class: "workspace",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: () => this.#workspaceMenu(),
    });
    this.themeButton = iconButton(themeIcon(), "Change between light and dark", () => {
      nextTheme();
      this.drawTheme();
    });
    this.self = h("button", {
      type: "button",
      class: "self",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: () => this.#selfMenu(),
    });
    const find = h(
      "button",
      { type: "button", class: "find", "aria-label": "Find a channel", onclick: openSwitcher },
      icon("search"),
      h("span", {}, "Find a channel"),
      h("kbd", {}, /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘K" : "Ctrl K"),
    );
    this.node = h(
      "nav",
      { class: "sidebar", id: "sidebar", "aria-label": "Workspace" },
      this.workspace,
      find,
      this.groups,
      h("div", { class: "sidebar-foot" }, this.self, this.themeButton),
    );
    this.groups.addEventListener("keydown", (event) => moveAmong([...this.groups.querySelectorAll("a")], event));
    this.groups.addEventListener("click", (event) => event.target.closest("a") && leave());
  }

  drawTheme() {
    fill(this.themeButton, icon(themeIcon()));
  }

  draw() {
    fill(this.workspace, h("span", {}, room.team.name), icon("down"));
    const me = room.person(room.me);
    this.self.setAttribute("aria-label", `You are ${me.name}. Act as somebody else`);
    fill(this.self, drawAvatar(room.me), h("span", {}, me.name), h("small", {}, "you"));
    drawKeyed(
      this.groups,
      groupsOfChannels().flatMap(([title, list]) => [
        { key: title, stamp: [], draw: () => h("h2", {}, title) },
        ...list.map((one) => this.#row(one)),
      ]),
    );
  }

  #row(one) {
    const here = one.id === room.place.channel;
    const unread = this.#unread(one.id);
    const connected = one.is_im && room.bot.connected;
    const label = `${channelName(one)}${unread ? `, ${unread} unread` : ""}`;
    const draw = () =>
      h(
        "a",
        {
          class: ["channel-row", here && "here", unread && "unread"].filter(Boolean).join(" "),
          href: `#${one.id}${one.is_im ? "/home" : ""}`,
          "aria-label": label,
          "aria-current": here ? "page" : undefined,
        },
        channelIcon(one),
        h("span", { class: "channel-name" }, channelName(one)),
        one.is_im && appBadge(),
        one.is_im &&
          h("span", { class: `presence${connected ? " on" : ""}`, title: connected ? "Connected" : "Not connected" }),
        unread > 0 && h("span", { class: "count" }, unread),
      );
    return { key: one.id, stamp: [one, here, unread, connected], draw };
  }

  #unread(channel) {
    const first = room.unread.get(channel);
    return first && channel !== room.place.channel
      ? room.roots(channel).filter((message) => Number(message.ts) >= Number(first) && message.user !== room.me).length
      : 0;
  }

  #workspaceMenu() {
    openMenu(
      this.workspace,
      [
        ...room.teams
          .filter((team) => team.id !== room.team.id)
          .map((team) => ({ label: `Switch to ${team.name}`, icon: "people", choose: () => this.loadTeam(team.id) })),
        {
          label: "The news site",
          icon: "file",
          note: "Articles to post links to",
          choose: () => window.open("/news/", "_blank", "noopener"),
        },
      ],
      "Workspace",
    );
  }

  #selfMenu() {
    const others = [...room.users.values()].filter(
      (user) => !user.is_bot && !user.deleted && user.id !== room.me && user.id !== "USLACKBOT",
    );
    openMenu(
      this.self,
      others.map((user) => ({
        label: `Act as ${room.person(user.id).name}`,
        note: user.is_admin ? "Admin" : "",
        icon: "people",
        choose: () => this.#become(user.id),
      })),
      "Act as",
    );
  }

  #become(id) {
    room.me = id;
    room.unread.clear();
    room.changed("loaded");
  }
}
