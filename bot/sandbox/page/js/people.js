// How people and apps look: a coloured tile with initials, a name, a badge.
import { h, icon } from "./dom.js";
import { room } from "./room.js";

const COLOURS = 8; // .colour-0 to .colour-7, each dark enough for white initials

/** People of one workspace get colours by turn, so that neighbours differ. */
const colourOf = (id) => Math.max(0, [...room.users.keys()].indexOf(id)) % COLOURS;

function initials(name) {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const [first = "?", ...rest] = words;
  return ([...first][0] + (rest.length ? [...rest.at(-1)][0] : "")).toUpperCase();
}

/** The picture of a person or app; it says nothing that the name beside it does not say. */
export function drawAvatar(id, { name = room.person(id).name, bot = room.person(id).bot } = {}) {
  if (bot)
    return h("span", { class: "avatar app", "aria-hidden": "true" }, id === room.bot.user_id ? "“" : icon("bolt"));
  return h("span", { class: `avatar colour-${colourOf(id)}`, "aria-hidden": "true" }, initials(name || "?"));
}

export const appBadge = () => h("span", { class: "badge" }, "APP");

/** Who wrote a message: `{id, name, bot}`. */
export function authorOf(message) {
  const person = room.person(message.user);
  const bot = Boolean(message.bot_id) || person.bot;
  return {
    id: message.user ?? message.bot_id ?? "",
    name: message.username ?? (person.name || message.bot_profile?.name || "Unknown"),
    bot,
  };
}

export function names(ids) {
  const known = ids.map((id) => (id === room.me ? "You" : room.person(id).name || id));
  return known.length > 1 ? `${known.slice(0, -1).join(", ")} and ${known.at(-1)}` : (known[0] ?? "");
}
