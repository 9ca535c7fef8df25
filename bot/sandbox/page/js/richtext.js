// Rich text blocks. Their text is literal: no mrkdwn, no escapes, whatever characters it holds.
import { h, link } from "./dom.js";
import { fromCodes } from "./emoji.js";
import { drawEmoji, drawMention } from "./mentions.js";
import { dateTokens } from "./times.js";

const STYLES = [
  ["code", "code"],
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
  ["highlight", "mark"],
];

function drawBare(element) {
  switch (element.type) {
    case "text":
      return document.createTextNode(element.text ?? "");
    case "link":
      return link(element.url, element.text || element.url);
    case "emoji":
      return (
        drawEmoji(element.name, fromCodes(element.unicode) || undefined) ?? document.createTextNode(`:${element.name}:`)
      );
    case "user":
      return drawMention("user", element.user_id);
    case "channel":
      return drawMention("channel", element.channel_id);
    case "usergroup":
      return drawMention("usergroup", element.usergroup_id);
    case "broadcast":
      return drawMention("broadcast", element.range);
    case "color":
      return h("span", { class: "colour" }, element.value);
    case "date": {
      const words = dateTokens(element.timestamp, element.format ?? "{date_short}") || element.fallback || "";
      return element.url ? link(element.url, words) : h("time", {}, words);
    }
    default:
      return document.createTextNode(element.text ?? "");
  }
}

function drawElement(element) {
  let node = drawBare(element);
  for (const [style, tag] of STYLES) {
    if (element.style?.[style]) node = h(tag, {}, node);
  }
  return node;
}

const drawElements = (elements) => (elements ?? []).map(drawElement);

/**
 * Slack sends a nested list as a run of flat lists with an indent. `counts` holds, for each indent, how far its
 * numbering has come: it goes on behind a deeper list.
 */
function drawList(list, counts) {
  const lines = list.elements ?? [];
  const indent = Math.min(Math.max(list.indent ?? 0, 0), 8);
  const ordered = list.style === "ordered";
  const begun = ordered ? (list.offset ?? counts[indent] ?? 0) : 0;
  counts.length = indent;
  if (ordered) counts[indent] = begun + lines.length;
  const attributes = {
    class: `rich-list${list.border ? " bordered" : ""}`,
    "data-indent": indent,
    start: begun ? begun + 1 : undefined,
  };
  return h(
    ordered ? "ol" : "ul",
    attributes,
    lines.map((line) => h("li", {}, drawElements(line.elements))),
  );
}

export function drawRichText(block) {
  let counts = [];
  return h(
    "div",
    { class: "rich-text" },
    (block.elements ?? []).map((part) => {
      if (part.type === "rich_text_list") return drawList(part, counts);
      counts = [];
      if (part.type === "rich_text_quote") return h("blockquote", {}, drawElements(part.elements));
      if (part.type === "rich_text_preformatted") return h("pre", {}, drawElements(part.elements));
      return h("div", { class: "lines" }, drawElements(part.elements));
    }),
  );
}
