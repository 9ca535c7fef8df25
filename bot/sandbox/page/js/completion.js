// Completes commands, people, channels and emoji while a message is typed.
import { fill, h, icon } from "./dom.js";
import { matchingEmoji } from "./emoji.js";
import { drawEmoji } from "./mentions.js";
import { drawAvatar } from "./people.js";
import { room } from "./room.js";

const LIMIT = 8;
let serial = 0;

const has = (name, wanted) => name.toLowerCase().includes(wanted.toLowerCase());

// What may be completed before the caret; the last group of each pattern is what was typed of it.
const KINDS = [
  [/^(\/)([\w-]*)$/, commands],
  [
    /(^|\s)@([\w.-]*)$/,
    (typed) =>
      [...room.users.values()]
        .filter((user) => !user.deleted && has(`${user.name} ${user.real_name}`, typed))
        .map((user) => ({
          put: `@${user.name} `,
          label: room.person(user.id).name,
          note: user.real_name,
          before: drawAvatar(user.id),
        })),
  ],
  [
    /(^|\s)#([\w-]*)$/,
    (typed) =>
      [...room.channels.values()]
        .filter((one) => one.is_channel && has(one.name, typed))
        .map((one) => ({
          put: `#${one.name} `,
          label: one.name,
          note: one.topic?.value ?? one.topic ?? "",
          before: icon(one.is_private ? "lock" : "hash"),
        })),
  ],
  [
    /(^|\s):([a-z0-9_+-]{2,})$/,
    (typed) =>
      matchingEmoji(typed, LIMIT).map((name) => ({ put: `:${name}: `, label: `:${name}:`, before: drawEmoji(name) })),
  ],
];

function commands(typed) {
  return room.commands
    .filter(({ command }) => has(command, typed))
    .map(({ command, description, usage_hint: usage }) => ({
      put: `${command} `,
      label: command,
      usage,
      note: description,
      before: icon("bolt"),
    }));
}

/** Watches `box`; its list is drawn into `shelf`, which stands above it. Returns a key handler that says whether it took the key. */
export function watchCompletion(box, shelf) {
  const listId = `completion-${(serial += 1)}`;
  let offers = [];
  let active = 0;
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", listId);

  const hide = () => {
    offers = [];
    fill(shelf);
    box.removeAttribute("aria-activedescendant");
  };
  const take = (offer) => {
    const caret = box.selectionStart;
    const start = caret - offer.typed;
    box.setRangeText(offer.put, start, caret, "end");
    hide();
    box.focus();
    box.dispatchEvent(new Event("input"));
  };
  const draw = () => {
    if (!offers.length) return hide();
    box.setAttribute("aria-activedescendant", `${listId}-${active}`);
    const rows = offers.map((offer, index) =>
      h(
        "div",
        {
          id: `${listId}-${index}`,
          role: "option",
          class: `offer${index === active ? " active" : ""}`,
          "aria-selected": index === active ? "true" : "false",
          onpointerdown: (event) => {
            event.preventDefault();
            take(offer);
          },
        },
        offer.before,
        h("strong", {}, offer.label),
        offer.usage && h("span", { class: "quiet" }, offer.usage),
        h("span", { class: "quiet offer-note" }, offer.note),
      ),
    );
    fill(shelf, h("div", { class: "offers", id: listId, role: "listbox", "aria-label": "Suggestions" }, rows));
    return undefined;
  };
  const look = () => {
    const before = box.value.slice(0, box.selectionStart);
    offers = [];
    for (const [pattern, find] of KINDS) {
      const found = pattern.exec(before);
      if (!found) continue;
      const typed = found.at(-1);
      offers = find(typed)
        .slice(0, LIMIT)
        .map((offer) => ({ ...offer, typed: typed.length + 1 }));
      break;
    }
    active = 0;
    draw();
  };
  box.addEventListener("input", look);
  box.addEventListener("click", look);
  box.addEventListener("blur", hide);
  return (event) => {
    if (!offers.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) active = (active + step + offers.length) % offers.length;
    else if (event.key === "Escape") offers = [];
    else if (event.key === "Tab" || (event.key === "Enter" && offers[active].put.trim() !== box.value.trim())) {
      take(offers[active]);
      return true;
    } else {
      if (event.key === "Enter") hide(); // what stands there is sent
      return false;
    }
    draw();
    return true;
  };
}
