// Things that float by the thing that opened them: menus, pickers, lists of choices.
import { h, icon } from "./dom.js";

let open = null;

/** Shows `node` by `anchor`. One at a time; Esc, a click elsewhere and a change of size close it. */
export function openPopover(anchor, node, { onclose, wide = false, returnFocus = true } = {}) {
  open?.close();
  const layer = h("div", { class: "popover", popover: "manual" }, node);
  (anchor.closest("dialog") ?? document.body).append(layer); // a modal dialog makes everything outside of it inert
  layer.showPopover();
  place(anchor, layer, wide);
  anchor.setAttribute("aria-expanded", "true");
  const listening = new AbortController();
  const close = ({ refocus = returnFocus } = {}) => {
    if (open?.layer !== layer) return;
    open = null;
    listening.abort();
    layer.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (refocus) anchor.focus();
    onclose?.();
  };
  open = { layer, close };
  const { signal } = listening;
  document.addEventListener(
    "pointerdown",
    (event) => {
      if (!layer.contains(event.target) && !anchor.contains(event.target)) close({ refocus: false });
    },
    { signal, capture: true },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      close();
    },
    { signal, capture: true },
  );
  window.addEventListener("resize", () => close({ refocus: false }), { signal });
  return { close, layer };
}

export const popoverOpen = () => open !== null;

function place(anchor, layer, wide) {
  const box = anchor.getBoundingClientRect();
  if (wide) layer.style.minWidth = `${box.width}px`;
  const { width, height } = layer.getBoundingClientRect();
  const below = window.innerHeight - box.bottom;
  const top = below >= height + 8 || below >= box.top ? box.bottom + 4 : box.top - height - 4;
  const left = box.left + width > window.innerWidth - 8 ? box.right - width : box.left;
  layer.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
  layer.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
}

/** A menu of `entries`: `{label, icon, danger, choose}`, or null for a line between groups. */
export function openMenu(anchor, entries, label) {
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label });
  const { close } = openPopover(anchor, menu);
  for (const entry of entries) {
    menu.append(entry === null ? h("div", { class: "menu-line", role: "separator" }) : menuButton(entry, close));
  }
  place(anchor, menu.parentElement, false);
  const buttons = [...menu.querySelectorAll("button")];
  menu.addEventListener("keydown", (event) => moveAmong(buttons, event));
  buttons[0]?.focus();
}

function menuButton(entry, close) {
  const choose = () => {
    close();
    entry.choose();
  };
  return h(
    "button",
    { type: "button", role: "menuitem", tabIndex: -1, class: entry.danger ? "danger" : "", onclick: choose },
    entry.icon && icon(entry.icon),
    h("span", {}, entry.label, entry.note && h("small", {}, entry.note)),
  );
}

/** Arrow keys, Home and End among `elements`. */
export function moveAmong(elements, event, { next = "ArrowDown", previous = "ArrowUp" } = {}) {
  const at = elements.indexOf(document.activeElement);
  const to = { [next]: at + 1, [previous]: at - 1, Home: 0, End: elements.length - 1 }[event.key];
  if (to === undefined || !elements.length) return false;
  event.preventDefault();
  event.stopPropagation();
  elements[(to + elements.length) % elements.length].focus();
  return true;
}
