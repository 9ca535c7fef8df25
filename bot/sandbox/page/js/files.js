// Cards of uploaded files.
import { h, icon } from "./dom.js";

const KINDS = {
  pdf: "red",
  docx: "blue",
  doc: "blue",
  odt: "blue",
  rtf: "blue",
  pptx: "orange",
  html: "teal",
  epub: "purple",
  eml: "purple",
  email: "purple",
};

export function sizeInWords(bytes) {
  const steps = [
    [1 << 20, "MB"],
    [1 << 10, "kB"],
  ];
  for (const [unit, word] of steps)
    if (bytes >= unit) return `${(bytes / unit).toFixed(bytes / unit < 10 ? 1 : 0)} ${word}`;
  return `${bytes ?? 0} bytes`;
}

export function drawFile(file) {
  const href = `/control/file/${encodeURIComponent(file.id)}`;
  const name = file.title || file.name || "Untitled";
  const kind = file.pretty_type || file.filetype?.toUpperCase() || "File";
  if (file.mode === "tombstone") return h("div", { class: "file gone" }, "This file was deleted.");
  const picture = /^image\/(png|jpeg|gif|webp)$/.test(file.mimetype ?? "");
  return h(
    "a",
    {
      class: `file${picture ? " picture" : ""}`,
      href,
      target: "_blank",
      rel: "noopener",
      "aria-label": `${name}, ${kind}, ${sizeInWords(file.size)}`,
    },
    picture
      ? h("img", { src: href, alt: name })
      : h("span", { class: `file-kind ${KINDS[file.filetype] ?? ""}` }, icon("file")),
    h("span", { class: "file-words" }, h("strong", {}, name), h("small", {}, `${kind} · ${sizeInWords(file.size)}`)),
  );
}
