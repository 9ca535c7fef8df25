// Where one is: the address of the page, and Slack's permalinks.
import { room } from "./room.js";

/** Goes to a channel, a thread in it, or a tab of the app's page, by way of the address so that Back works. */
export function go(channel, { thread = "", tab = "" } = {}) {
  location.hash = [channel, tab || thread].filter(Boolean).join("/");
}

/** Slack's own link to a message. */
export const permalink = (channel, ts) => `${location.origin}/archives/${channel}/p${ts.replace(".", "")}`;

/** The hash that stands for a permalink of this workspace; "" for every other URL. */
export function hashOfPermalink(url) {
  const { origin, pathname } = new URL(url, location.href);
  const found = origin === location.origin && /^\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?$/.exec(pathname);
  if (!found) return "";
  return found[2] ? `#${found[1]}/${found[2]}.${found[3]}` : `#${found[1]}`;
}

/** Reads the address: `#C123`, `#newsroom`, `#C123/1700000000.000100` (the thread of that message), `#D123/home`. */
export function placeOf(hash) {
  const [where, rest = ""] = decodeURIComponent(hash.replace(/^#/, "")).split("/");
  const channels = [...room.channels.values()];
  const channel = room.channels.get(where) ?? channels.find((one) => one.name === where) ?? firstPlace(channels);
  if (!channel) return { channel: "", thread: "", pointed: "", tab: "messages" };
  const home = rest === "home" && channel.is_im;
  const message = home ? undefined : room.message(channel.id, rest);
  return {
    channel: channel.id,
    thread: message ? (message.thread_ts ?? message.ts) : "",
    pointed: message ? rest : "",
    tab: home ? "home" : "messages",
  };
}

const firstPlace = (channels) =>
  channels.find((one) => one.is_channel && one.members?.includes(room.me) && one.members?.includes(room.bot.user_id)) ??
  channels[0];
