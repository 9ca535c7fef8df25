// Ctrl/Cmd+K: goes to a channel by a few letters of its name.
import { openDialog } from "./dialogs.js";
import { fill, h } from "./dom.js";
import { go } from "./place.js";
import { channelIcon, channelName, groupsOfChannels } from "./sidebar.js";

export function openSwitcher() {
  if (document.querySelector("dialog[open]")) return;
  const channels = groupsOfChannels().flatMap(([, list]) => list);
  const list = h("div", { class: "choices", role: "listbox", id: "switcher-list", "aria-label": "Channels" });
  const search = h("input", {
    type: "text",
    class: "field",
    placeholder: "Where to?",
    "aria-label": "Channel",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "switcher-list",
    autocomplete: "off",
  });
  const { close } = openDialog({ title: "Go to", body: [search, list], kind: "switcher" });
  let matching = channels;
  let active = 0;
  const choose = (one) => {
    close();
    go(one.id, { tab: one.is_im ? "home" : "" });
  };
  const draw = () => {
    fill(
      list,
      matching.map((one, index) =>
        h(
          "div",
          {
            role: "option",
            id: `switch-${index}`,
            class: `choice${index === active ? " active" : ""}`,
            "aria-selected": index === active ? "true" : "false",
            onclick: () => choose(one),
          },
          channelIcon(one),
          h("span", {}, channelName(one)),
        ),
      ),
      !matching.length && h("p", { class: "quiet" }, "No channel of that name"),
    );
    search.setAttribute("aria-activedescendant", `switch-${active}`);
  };
  search.addEventListener("input", () => {
    const wanted = search.value.toLowerCase();
    const at = (one) => channelName(one).toLowerCase().indexOf(wanted);
    matching = channels.filter((one) => at(one) >= 0).sort((a, b) => at(a) - at(b));
    active = 0;
    draw();
  });
  search.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && matching[active]) choose(matching[active]);
    else if (step && matching.length) active = (active + step + matching.length) % matching.length;
    else return;
    event.preventDefault();
    draw();
  });
  draw();
  search.focus();
}
