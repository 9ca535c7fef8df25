// Builds elements. Words become text nodes only, so nothing that a stranger wrote is ever read as markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "indeterminate", "tabIndex", "open"]);

/**
 * An element with attributes and children.
 * `class`, `aria-…`, `data-…` and the like are attributes; `on…` are listeners; PROPERTIES are set as properties.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

export function append(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return parent;
}

/** Puts `children` in the place of everything inside `parent`. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  return append(parent, children);
}

/** Only what a browser may safely open from a stranger's text; "" for everything else. */
export function safeUrl(url) {
  try {
    const parsed = new URL(url, document.baseURI);
    return ["http:", "https:", "mailto:"].includes(parsed.protocol) ? parsed.href : "";
  } catch {
    return "";
  }
}

export function link(url, children, attributes = {}) {
  const href = safeUrl(url);
  if (!href) return h("span", attributes, children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", ...attributes }, children);
}

const SVG = "http://www.w3.org/2000/svg";

// Line icons on a grid of 20, each one path.
const PATHS = {
  smile:
    "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM6.8 11.8c.7 1.2 1.9 1.9 3.2 1.9s2.5-.7 3.2-1.9M7.5 7.8v.4M12.5 7.8v.4",
  reply:
    "M3 5.5A1.5 1.5 0 0 1 4.5 4h11A1.5 1.5 0 0 1 17 5.5v7a1.5 1.5 0 0 1-1.5 1.5H9l-3.5 3v-3h-1A1.5 1.5 0 0 1 3 12.5ZM6.5 7.5h7M6.5 10.5h4.5",
  more: "M10 4.6v.8M10 9.6v.8M10 14.6v.8",
  close: "M5 5l10 10M15 5 5 15",
  forward: "M11.5 4.5 17 9.5l-5.5 5v-3C7 11.5 4.5 12.5 3 15.5c0-5 3-8 8.5-8Z",
  send: "M3.5 4 17 10 3.5 16l1.8-6ZM5.3 10H10",
  plus: "M10 4v12M4 10h12",
  hash: "M7.8 3 6.2 17M13.8 3l-1.6 14M3.8 7.3h13M3.2 12.7h13",
  lock: "M5.5 9h9v7h-9ZM7 9V6.5a3 3 0 0 1 6 0V9",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4",
  menu: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  sun: "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1",
  moon: "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z",
  down: "M5 8l5 5 5-5",
  right: "M8 5l5 5-5 5",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5ZM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  bolt: "M11 2.5 4.5 11.5H10L9 17.5l6.5-9H10Z",
  paperclip: "M14.5 9.5 9 15a3.2 3.2 0 0 1-4.5-4.5l6-6a2.2 2.2 0 0 1 3.1 3.1l-5.8 5.8a1.1 1.1 0 0 1-1.6-1.6l5.3-5.3",
  file: "M5 2.5h6.5L15.5 6.5v11H5ZM11.5 2.5v4h4",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3L10 5.7M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3L10 14.3",
  pencil: "M4 16l.8-3.2L13.2 4.4l2.4 2.4L7.2 15.2ZM11.5 6.1l2.4 2.4",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.8 11h7.4l.8-11M8.5 9v5M11.5 9v5",
  back: "M12 5l-5 5 5 5",
  arrowDown: "M10 4v12M5 11l5 5 5-5",
  warning: "M10 3 18 16.5H2ZM10 8v4M10 14v.5",
  check: "M4.5 10.5 8.5 14.5 15.5 6",
  people:
    "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.5 16c0-3 2-4.7 5-4.7s5 1.7 5 4.7M13 9a2.3 2.3 0 1 0-.6-4.5M14.5 11.5c2 .4 3 2 3 4",
  calendar: "M3.5 5h13v11.5h-13ZM3.5 8.5h13M7 3v3M13 3v3",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon and says its name. */
export function iconButton(name, label, onclick, attributes = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes },
    icon(name),
  );
}
