// Block Kit, drawn. Blocks of messages, attachments, modals and the Home tab all come through here.
import { append, h, link, safeUrl } from "./dom.js";
import { drawElement } from "./elements.js";
import { drawFile } from "./files.js";
import { drawMrkdwn, drawPlain, drawText } from "./mrkdwn.js";
import { drawRichText } from "./richtext.js";

/** All of `blocks`; `form` remembers what is put into them and tells the app what is done. */
export function drawBlocks(blocks, form) {
  return h(
    "div",
    { class: "blocks" },
    (blocks ?? []).map((block, index) => drawBlock(block, form, block.block_id ?? `block-${index}`)),
  );
}

function drawBlock(block, form, blockId) {
  const draw = BLOCKS[block.type] ?? drawUnknown;
  const node = draw(block, { blockId, form });
  node.classList.add("block", `block-${block.type}`);
  node.dataset.block = blockId;
  return node;
}

const drawUnknown = (block) => h("p", { class: "quiet" }, `This page draws no “${block.type}” blocks.`);

/** At the foot of a field or an input: what the app found wrong with it. */
export function drawErrors(blocksNode, errors) {
  for (const old of blocksNode.querySelectorAll(".field-error")) old.remove();
  for (const field of blocksNode.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  let first = null;
  for (const [blockId, words] of Object.entries(errors)) {
    const block = blocksNode.querySelector(`[data-block="${CSS.escape(blockId)}"]`);
    if (!block) continue;
    const id = `error-${blockId}`;
    block.append(h("p", { class: "field-error", id, role: "alert" }, words));
    const field = block.querySelector("[data-action]");
    field?.setAttribute("aria-invalid", "true");
    field?.setAttribute("aria-describedby", id);
    first ??= field;
  }
  (first?.matches(".ticks") ? first.querySelector("input") : first)?.focus();
}

function drawSection(block, at) {
  const words = h(
    "div",
    { class: "section-words" },
    block.text && h("div", {}, drawText(block.text)),
    block.fields?.length &&
      h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("div", {}, drawText(field))),
      ),
  );
  const accessory = block.accessory && h("div", { class: "accessory" }, drawElement(block.accessory, at));
  return h("div", {}, words, accessory);
}

function drawImage(block) {
  const url =
    block.image_url ?? block.slack_file?.url ?? (block.slack_file?.id ? `/control/file/${block.slack_file.id}` : "");
  const title = block.title && h("figcaption", {}, drawPlain(block.title));
  return h("figure", {}, title, h("img", { src: safeUrl(url), alt: block.alt_text ?? "" }));
}

let serial = 0;

function drawInput(block, { blockId, form }) {
  const id = `field-${(serial += 1)}`;
  const label = block.label?.text ?? "";
  const grouped = ["checkboxes", "radio_buttons"].includes(block.element.type);
  const element = drawElement(block.element, { blockId, form, id, label, acts: Boolean(block.dispatch_action) });
  const words = [drawPlain(block.label), block.optional && h("span", { class: "quiet" }, " (optional)")];
  return h(
    "div",
    {},
    grouped ? h("div", { class: "label" }, words) : h("label", { class: "label", for: id }, words),
    element,
    block.hint && h("p", { class: "hint" }, drawPlain(block.hint)),
  );
}

const drawContext = (block, at) =>
  h(
    "div",
    {},
    (block.elements ?? []).map((element) =>
      element.type === "image" ? drawElement(element, at) : h("div", {}, drawText(element)),
    ),
  );

/** A table's cells are raw text or rich text. */
function drawTable(block) {
  const cell = (one) => (one?.type === "rich_text" ? drawRichText(one) : String(one?.text ?? ""));
  const [head, ...rows] = block.rows ?? [];
  return h(
    "div",
    {},
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head?.map((one) => h("th", { scope: "col" }, cell(one))),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            row.map((one) => h("td", {}, cell(one))),
          ),
        ),
      ),
    ),
  );
}

const BLOCKS = {
  header: (block) => h("h3", {}, drawPlain(block.text)),
  section: drawSection,
  context: drawContext,
  actions: (block, at) =>
    h(
      "div",
      { role: "group", "aria-label": "Actions" },
      (block.elements ?? []).map((element) => drawElement(element, at)),
    ),
  divider: () => h("hr"),
  image: drawImage,
  input: drawInput,
  rich_text: drawRichText,
  table: drawTable,
  markdown: (block) => h("div", {}, drawMrkdwn(String(block.text).replace(/\*\*(.+?)\*\*/g, "*$1*"))),
};

/** What an attachment says: the blocks of the message that it shares, or its text. */
function attachmentWords(attachment, form) {
  const shared = (attachment.message_blocks ?? [])
    .map((one) => one.message?.blocks ?? [])
    .filter((list) => list.length);
  if (shared.length) return shared.map((list) => drawBlocks(list, form));
  const text = attachment.text || (attachment.title || attachment.files ? "" : attachment.fallback);
  return text && h("div", {}, drawMrkdwn(text));
}

/** An attachment of a message: a coloured bar, and either blocks or the older fields. */
export function drawAttachment(attachment, form) {
  const bar = h("div", { class: "attachment" });
  const colour = (attachment.color ?? "").replace("#", "");
  if (/^[0-9a-f]{6}$/i.test(colour)) bar.style.borderColor = `#${colour}`;
  if (attachment.blocks?.length) return append(bar, [drawBlocks(attachment.blocks, form)]);
  const { author_name: author, service_name: service, title, title_link: url, fields, footer } = attachment;
  const origin = attachment.is_share && attachment.from_url;
  return append(bar, [
    attachment.pretext && h("div", {}, drawMrkdwn(attachment.pretext)),
    (author || service) && h("div", { class: "attachment-author" }, author || service),
    title && h("div", { class: "attachment-title" }, url ? link(url, title) : title),
    attachmentWords(attachment, form),
    fields?.length && h("div", { class: "fields" }, fields.map(drawField)),
    attachment.files?.length && h("div", { class: "files" }, attachment.files.map(drawFile)),
    footer && h("div", { class: "attachment-footer" }, origin ? link(origin, footer) : footer),
  ]);
}

const drawField = ({ title, value }) => h("div", {}, h("strong", {}, title), h("div", {}, drawMrkdwn(value)));
