// Short words at the foot of the page: what went wrong, or what was done.
import { h, icon } from "./dom.js";

const STAY = 6000;

export function toast(words, kind = "error") {
  const shelf = document.getElementById("toasts");
  const remove = () => note.remove();
  const note = h(
    "div",
    { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status" },
    icon(kind === "error" ? "warning" : "check"),
    h("span", {}, words),
    h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: remove }, icon("close")),
  );
  shelf.append(note);
  setTimeout(remove, STAY);
}

/** Tells a screen reader, and shows nothing. */
export function announce(words) {
  document.getElementById("announcer").textContent = words;
}
