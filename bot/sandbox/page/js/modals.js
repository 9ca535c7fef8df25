// The app's modals: a stack, of which the top one is shown.
import { drawBlocks, drawErrors } from "./blocks.js";
import { openDialog } from "./dialogs.js";
import { h, iconButton } from "./dom.js";
import { Form } from "./form.js";
import { room } from "./room.js";
import { send } from "./wire.js";

let shown = null; // {view, form, dialog, close}
const put = new Map(); // view id: what was put into it

/** Shows the top of the stack as it now stands. What was put into a view stays when the app updates it, or shows
 * another one over it for a while. */
export function drawModals() {
  const view = room.stack.at(-1);
  if (shown && shown.view === view) return;
  if (shown) put.set(shown.view.id, shown.form.values());
  for (const id of put.keys()) if (!room.stack.some((one) => one.id === id)) put.delete(id);
  const kept = put.get(view?.id) ?? {};
  const scrolled = shown?.dialog.querySelector(".dialog-body").scrollTop ?? 0;
  const focused = shown?.dialog.contains(document.activeElement)
    ? document.activeElement.closest("[data-block]")?.dataset.block
    : null;
  const same = Boolean(shown && view && shown.view.id === view.id);
  shown?.close();
  shown = view ? open(view, kept) : null;
  if (!shown) return;
  if (same) {
    shown.dialog.querySelector(".dialog-body").scrollTop = scrolled;
    if (focused)
      shown.dialog.querySelector(`[data-block="${CSS.escape(focused)}"] :is(input, textarea, button, select)`)?.focus();
  }
}

function open(view, kept) {
  const form = new Form((action) => send("action", { ...action, view_id: view.id, state: form.values() }), kept);
  form.standing = { view_id: view.id };
  const blocks = drawBlocks(view.blocks, form);
  const close = (all) => send("view_close", { view_id: view.id, all });
  const deeper = room.stack.length > 1;
  const formId = `form-${view.id}`;
  const submit =
    view.submit && h("button", { type: "submit", form: formId, class: "block-button primary" }, view.submit.text);
  const leave = h(
    "button",
    { type: "button", class: "block-button", onclick: () => close(false) },
    view.close?.text ?? (submit ? "Cancel" : "Close"),
  );
  const submitted = (event) => {
    event.preventDefault();
    if (submit) submitView(view, form, blocks, submit);
  };
  const body = h("form", { id: formId, novalidate: true, onsubmit: submitted }, blocks);
  const back = deeper && iconButton("back", "Back", () => close(false));
  const opened = openDialog({
    title: view.title?.text ?? "",
    before: back,
    body,
    footer: [leave, submit],
    onclose: () => close(deeper), // the cross closes the whole stack, as Slack's does
    kind: "view",
  });
  (blocks.querySelector("[autofocus]") ?? blocks.querySelector("input, textarea, .chooser"))?.focus();
  return { view, form, ...opened };
}

async function submitView(view, form, blocks, button) {
  button.disabled = true;
  button.classList.add("busy");
  drawErrors(blocks, {});
  const answer = await send("view_submit", { view_id: view.id, values: form.values() }, { quiet: ["errors"] });
  button.disabled = false;
  button.classList.remove("busy");
  if (answer.error === "errors") drawErrors(blocks, answer.errors ?? {});
}
