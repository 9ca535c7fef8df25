// Slack's mrkdwn, drawn. Only `<…>` forms that Slack defines become links or mentions; everything else stays text.
import { h, link, safeUrl } from "./dom.js";
import { drawEmoji, drawMention } from "./mentions.js";
import { dateTokens } from "./times.js";

export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
export const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const MARKS = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;

/** `<…>` without its angle brackets. Null where Slack knows no such form, so that it is drawn as it stands. */
function drawAngled(inside) {
  const [target, ...rest] = inside.split("|");
  const label = rest.join("|");
  if (/^@[UWB]\w+$/.test(target)) return drawMention("user", target.slice(1), unescape(label));
  if (/^#[CGD]\w+$/.test(target)) return drawMention("channel", target.slice(1), unescape(label));
  if (/^!subteam\^/.test(target)) return drawMention("usergroup", target.slice("!subteam^".length), unescape(label));
  if (/^!(here|channel|everyone)$/.test(target)) return drawMention("broadcast", target.slice(1));
  const date = /^!date\^(-?\d+)\^([^^]+)(?:\^(.+))?$/.exec(target);
  if (date) {
    const words = dateTokens(date[1], unescape(date[2])) || unescape(label);
    return date[3] ? link(unescape(date[3]), words) : h("time", {}, words);
  }
  if (target.startsWith("!")) return label ? h("span", {}, unescape(label)) : null;
  const url = unescape(target);
  return /^(https?:|mailto:)/i.test(url) && safeUrl(url)
    ? link(url, unescape(label) || url.replace(/^mailto:/i, ""))
    : null;
}

/** Where the mark that opens at `at` closes again on the same line, or -1. */
function closing(text, at) {
  const mark = text[at];
  if (at > 0 && WORD.test(text[at - 1])) return -1;
  if (/\s/.test(text[at + 1] ?? " ") || text[at + 1] === mark) return -1;
  for (let end = at + 2; end < text.length && text[end] !== "\n"; end += 1) {
    if (text[end] === "<") {
      const close = text.indexOf(">", end);
      if (close > 0) end = close;
    } else if (text[end] === mark && !/\s/.test(text[end - 1]) && !WORD.test(text[end + 1] ?? " ")) return end;
  }
  return -1;
}

const PIECES = [
  [/<([^<>\n]+)>/y, (found) => drawAngled(found[1])],
  [/`([^`\n]+)`/y, (found) => h("code", {}, unescape(found[1]))],
  [/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/y, (found) => drawEmoji(found[1])],
  [/https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]]/y, (found) => link(unescape(found[0]), unescape(found[0]))],
];

/** Inline mrkdwn without line structure. */
export function drawInline(text, { emoji = true, verbatim = false } = {}) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(unescape(plain)));
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const piece = drawPiece(text, at, { emoji, verbatim });
    if (piece) {
      flush();
      nodes.push(piece.node);
      at = piece.end;
    } else plain += text[at++];
  }
  flush();
  return nodes;
}

function drawPiece(text, at, options) {
  const tag = MARKS[text[at]];
  const end = tag ? closing(text, at) : -1;
  if (end > 0) return { node: h(tag, {}, drawInline(text.slice(at + 1, end), options)), end: end + 1 };
  for (const [index, [pattern, draw]] of PIECES.entries()) {
    if ((index === 2 && !options.emoji) || (index === 3 && (options.verbatim || /\w/.test(text[at - 1] ?? " "))))
      continue;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const node = found && draw(found);
    if (node) return { node, end: pattern.lastIndex };
  }
  return null;
}

/** Lines and runs of lines that start with `>` as block quotes. */
function drawLines(text, options) {
  const nodes = [];
  let quoted = [];
  let plain = [];
  const flush = () => {
    if (plain.length) nodes.push(h("div", { class: "lines" }, drawInline(plain.join("\n"), options)));
    if (quoted.length) nodes.push(h("blockquote", {}, drawInline(quoted.join("\n"), options)));
    quoted = [];
    plain = [];
  };
  for (const line of text.split("\n")) {
    const quote = /^(?:&gt;|>) ?/.exec(line);
    if ((quote && plain.length) || (!quote && quoted.length)) flush();
    if (quote) quoted.push(line.slice(quote[0].length));
    else plain.push(line);
  }
  flush();
  return nodes;
}

/** A whole mrkdwn text: fences, block quotes and lines. */
export function drawMrkdwn(text, options = {}) {
  const parts = String(text ?? "").split(/\n?```\n?([\s\S]*?)\n?```\n?/); // every second part stood in a fence
  return parts.flatMap((part, index) => {
    if (index % 2) return h("pre", {}, unescape(part));
    return part ? drawLines(part, options) : [];
  });
}

/** A Block Kit text object, `mrkdwn` or `plain_text`. */
export function drawText(text) {
  if (!text) return [];
  if (text.type === "mrkdwn") return drawMrkdwn(text.text, { verbatim: text.verbatim });
  return drawPlain(text);
}

/** Plain text: nothing is read but emoji names, and those only where `emoji` is not false. */
export function drawPlain(text) {
  const words = String(text?.text ?? text ?? "");
  if (text?.emoji === false) return [document.createTextNode(words)];
  return words
    .split(/(:[a-z0-9_+'-]+:)/)
    .map((part, index) => (index % 2 && drawEmoji(part.slice(1, -1))) || document.createTextNode(part));
}
