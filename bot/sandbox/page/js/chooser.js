// A field that opens a list to choose from, with a search box: Slack's select menus, single and multiple.
import { fill, h, icon } from "./dom.js";
import { openPopover } from "./popover.js";

let serial = 0;

/**
 * `options` are `{value, label, description, group}`; `chosen` the values chosen at first.
 * `load(typed)`, where given, brings the options for what was typed. Returns `{node, chosen()}`; `onchange` is called with
 * the chosen options.
 */
export function drawChooser({
  options,
  chosen = [],
  many = false,
  limit = Infinity,
  placeholder = "Select an option",
  label,
  id,
  load,
  onchange,
}) {
  let picked = options.filter((option) => chosen.includes(option.value));
  const shown = h("span", { class: "chosen" });
  const field = h(
    "button",
    {
      type: "button",
      class: "chooser",
      id,
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": label,
    },
    shown,
    icon("down"),
  );
  const draw = () => {
    if (!picked.length) fill(shown, h("span", { class: "placeholder" }, placeholder));
    else
      fill(
        shown,
        picked.map((option) => h("span", { class: many ? "chip" : "" }, option.label)),
      );
    const words = picked.map((option) => option.label).join(", ") || placeholder;
    field.setAttribute("aria-label", label ? `${label}: ${words}` : words);
  };
  const isPicked = (option) => picked.some((other) => other.value === option.value);
  const toggle = (option) => {
    if (!many) picked = [option];
    else if (isPicked(option)) picked = picked.filter((other) => other.value !== option.value);
    else if (picked.length < limit) picked = [...picked, option];
    draw();
    onchange?.(picked);
  };
  field.addEventListener("click", () => openList(field, { options, many, toggle, isPicked, load }));
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") field.click();
  });
  draw();
  return { node: field, chosen: () => picked };
}

function openList(field, { options, many, toggle, isPicked, load }) {
  const listId = `choices-${(serial += 1)}`;
  const list = h("div", {
    id: listId,
    role: "listbox",
    class: "choices",
    "aria-label": "Choices",
    "aria-multiselectable": many ? "true" : "false",
  });
  const search = h("input", {
    type: "text",
    class: "choice-search",
    placeholder: "Search",
    "aria-label": "Search",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": listId,
    autocomplete: "off",
  });
  const { close } = openPopover(field, h("div", {}, search, list), { wide: true });
  let matching = options;
  let active = Math.max(0, options.findIndex(isPicked));

  const choose = (option) => {
    toggle(option);
    if (many) draw();
    else close();
  };
  const draw = () => {
    const nodes = [];
    for (const [index, option] of matching.entries()) {
      if (option.group && option.group !== matching[index - 1]?.group)
        nodes.push(h("div", { class: "choice-group", role: "presentation" }, option.group));
      nodes.push(
        drawChoice(option, { id: `${listId}-${index}`, active: index === active, picked: isPicked(option), choose }),
      );
    }
    fill(list, nodes.length ? nodes : h("p", { class: "quiet" }, "Nothing matches"));
    if (matching.length) search.setAttribute("aria-activedescendant", `${listId}-${active}`);
    list.querySelector(".active")?.scrollIntoView({ block: "nearest" });
  };
  const look = async () => {
    const wanted = search.value.toLowerCase();
    const found = load
      ? await load(search.value)
      : options.filter((option) => option.label.toLowerCase().includes(wanted));
    if (search.value.toLowerCase() !== wanted) return; // more was typed meanwhile
    matching = found;
    active = 0;
    draw();
  };
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && matching[active]) choose(matching[active]);
    else if (step && matching.length) active = (active + step + matching.length) % matching.length;
    else if (event.key === "Tab") return close();
    else return;
    event.preventDefault();
    draw();
  });
  draw();
  if (load) look();
  search.focus();
}

function drawChoice(option, { id, active, picked, choose }) {
  return h(
    "div",
    {
      id,
      role: "option",
      class: `choice${active ? " active" : ""}`,
      "aria-selected": picked ? "true" : "false",
      onclick: () => choose(option),
    },
    h("span", {}, option.label, option.description && h("small", {}, option.description)),
    picked && icon("check"),
  );
}
