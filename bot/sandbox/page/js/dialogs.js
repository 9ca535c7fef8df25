// Modal dialogs. The browser's own <dialog> keeps the focus inside and makes the rest inert.
import { h, icon } from "./dom.js";

/** Opens a dialog with a title bar. `onclose` is called for Esc and the cross; the caller removes it with `close()`. */
export function openDialog({ title, titleNode, before, body, footer, label = title, onclose, kind = "" }) {
  const cancel = () => {
    close();
    onclose?.();
  };
  const dialog = h(
    "dialog",
    { class: `dialog ${kind}`, "aria-label": label },
    h(
      "header",
      {},
      before,
      titleNode ?? h("h2", {}, title),
      h("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: cancel }, icon("close")),
    ),
    h("div", { class: "dialog-body" }, body),
    footer && h("footer", {}, footer),
  );
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    cancel();
  });
  dialog.addEventListener("pointerdown", (event) => {
    if (event.target === dialog) cancel();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close };
}

/** Asks the question of a Block Kit `confirm` object (plain strings will do). Resolves to whether it was confirmed. */
export function confirmed({ title, text, confirm, deny, style }, drawText = (words) => words) {
  return new Promise((resolve) => {
    const answer = (yes) => () => {
      shown.close();
      resolve(yes);
    };
    const plain = (words) => words?.text ?? words;
    const yes = h(
      "button",
      { type: "button", class: `block-button ${style === "danger" ? "danger" : "primary"}`, onclick: answer(true) },
      plain(confirm) ?? "Yes",
    );
    const no = h("button", { type: "button", class: "block-button", onclick: answer(false) }, plain(deny) ?? "No");
    const shown = openDialog({
      title: plain(title) ?? "Are you sure?",
      body: h("div", { class: "confirm-words" }, drawText(text)),
      footer: [no, yes],
      kind: "small",
      onclose: () => resolve(false),
    });
    yes.focus();
  });
}
