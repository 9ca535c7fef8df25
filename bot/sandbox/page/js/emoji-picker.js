// Picks an emoji: a search box over groups.
import { h, fill } from "./dom.js";
import { EMOJI_GROUPS } from "./emoji.js";
import { openPopover } from "./popover.js";

const COLUMNS = 8;

export function pickEmoji(anchor, choose) {
  const search = h("input", {
    type: "text",
    class: "choice-search",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    autocomplete: "off",
  });
  const grid = h("div", { class: "emoji-grid" });
  const { close } = openPopover(
    anchor,
    h("div", { class: "emoji-picker", role: "dialog", "aria-label": "Pick an emoji" }, search, grid),
  );
  const button = ([name, characters]) =>
    h(
      "button",
      {
        type: "button",
        class: "emoji-choice",
        "aria-label": name.replaceAll("_", " "),
        title: `:${name}:`,
        onclick: () => {
          close();
          choose(name);
        },
      },
      characters,
    );
  const draw = () => {
    const wanted = search.value.trim().toLowerCase().replace(/\s+/g, "_");
    const groups = EMOJI_GROUPS.map(([title, pairs]) => [
      title,
      pairs.filter(([name]) => name.includes(wanted)),
    ]).filter(([, pairs]) => pairs.length);
    fill(
      grid,
      groups.map(([title, pairs]) => [h("h3", {}, title), h("div", { class: "emoji-row" }, pairs.map(button))]),
      !groups.length && h("p", { class: "quiet" }, "No emoji of that name"),
    );
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    const first = grid.querySelector("button");
    if (event.key === "Enter") first?.click();
    else if (event.key === "ArrowDown") first?.focus();
    else return;
    event.preventDefault();
  });
  grid.addEventListener("keydown", (event) => {
    const buttons = [...grid.querySelectorAll("button")];
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (!step) return;
    event.preventDefault();
    const to = buttons.indexOf(document.activeElement) + step;
    (to < 0 ? search : buttons[Math.min(to, buttons.length - 1)]).focus();
  });
  draw();
  search.focus();
}
