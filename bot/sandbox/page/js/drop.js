// Files dragged over the page are attached to the message being written.
import { h, icon } from "./dom.js";

/** `target()` is `{composer, words}`, or null where nothing may be dropped. */
export function watchDrops(area, target) {
  const words = h("strong", {});
  const overlay = h(
    "div",
    { class: "drop-overlay", hidden: true },
    h(
      "div",
      { class: "drop-card" },
      icon("file"),
      words,
      h("span", {}, "Pullquote reads articles in HTML, PDF, Word, text and more"),
    ),
  );
  area.append(overlay);
  let depth = 0;
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const end = () => {
    depth = 0;
    overlay.hidden = true;
  };
  area.addEventListener("dragenter", (event) => {
    const to = target();
    if (!holdsFiles(event) || !to) return;
    event.preventDefault();
    depth += 1;
    words.textContent = to.words;
    overlay.hidden = false;
  });
  area.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  area.addEventListener("dragleave", () => {
    depth -= 1;
    if (depth <= 0) end();
  });
  area.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    const to = target();
    end();
    to?.composer.attach(event.dataTransfer.files);
  });
  document.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault()); // a miss must not leave the page
  document.addEventListener("drop", (event) => holdsFiles(event) && event.preventDefault());
}
