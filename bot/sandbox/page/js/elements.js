// The interactive parts of Block Kit: buttons, menus, pickers, inputs.
import { h, icon, safeUrl } from "./dom.js";
import { drawChooser } from "./chooser.js";
import { confirmed } from "./dialogs.js";
import { drawMrkdwn, drawPlain, drawText } from "./mrkdwn.js";
import { openMenu } from "./popover.js";
import { room } from "./room.js";
import { send } from "./wire.js";

let serial = 0;

/** An element of an `actions` block, an accessory, or an input; `at` is `{blockId, form, label, acts}`. */
export function drawElement(spec, at) {
  const draw = ELEMENTS[spec.type] ?? (/_select$/.test(spec.type) ? drawSelect : drawUnknown);
  return draw(spec, at);
}

const drawUnknown = (spec) => h("span", { class: "quiet" }, `[${spec.type}]`);

const plain = (text) => text?.text ?? "";

/** Tells the app what was done, after the question that the element asks first, if it asks one. */
async function act(spec, at, value = {}) {
  if (at.acts === false) return false;
  if (spec.confirm && !(await confirmed(spec.confirm, drawText))) return false;
  await at.form.act({ action_id: spec.action_id, block_id: at.blockId, ...value });
  return true;
}

function drawButton(spec, at) {
  const href = spec.url ? safeUrl(spec.url) : "";
  const press = async () => {
    button.classList.add("busy");
    const done = await act(spec, at);
    button.classList.remove("busy");
    if (done && href && spec.confirm) window.open(href, "_blank", "noopener");
  };
  const direct = href && !spec.confirm ? { href, target: "_blank", rel: "noopener noreferrer" } : { type: "button" };
  const button = h(
    direct.href ? "a" : "button",
    {
      class: `block-button ${spec.style ?? ""}`,
      "aria-label": spec.accessibility_label,
      "data-action": spec.action_id,
      onclick: press,
      ...direct,
    },
    drawPlain(spec.text),
  );
  return button;
}

function drawOverflow(spec, at) {
  const entries = (spec.options ?? []).map((option) => ({
    label: plain(option.text),
    note: plain(option.description),
    choose: () => {
      const href = option.url && safeUrl(option.url);
      if (href) window.open(href, "_blank", "noopener");
      act(spec, at, { value: option.value });
    },
  }));
  const button = h(
    "button",
    {
      type: "button",
      class: "block-button overflow",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "data-action": spec.action_id,
      onclick: () => openMenu(button, entries, "More actions"),
    },
    icon("more"),
  );
  return button;
}

const asChoice = (option, group) => ({
  value: option.value,
  label: plain(option.text),
  description: plain(option.description),
  group,
});

const groupsAsChoices = ({ options, option_groups: groups }) =>
  groups
    ? groups.flatMap((group) => group.options.map((option) => asChoice(option, plain(group.label))))
    : (options ?? []).map((option) => asChoice(option));

const people = () =>
  [...room.users.values()]
    .filter((user) => !user.deleted)
    .map((user) => ({ value: user.id, label: room.person(user.id).name }));
const channels = (keep) =>
  [...room.channels.values()]
    .filter(keep)
    .map((one) => ({ value: one.id, label: one.is_im ? room.person(one.user).name : `#${one.name}` }));

const CHOICES = {
  static: groupsAsChoices,
  external: (spec) =>
    [spec.initial_option, ...(spec.initial_options ?? [])].filter(Boolean).map((option) => asChoice(option)),
  users: people,
  channels: () => channels((one) => one.is_channel && !one.is_archived),
  conversations: (spec) => channels((one) => conversationWanted(one, spec.filter)),
};

function conversationWanted(one, filter) {
  if (one.is_archived) return false;
  const kind = one.is_im ? "im" : one.is_mpim ? "mpim" : one.is_private ? "private" : "public";
  return !filter?.include || filter.include.includes(kind);
}

function drawSelect(spec, at) {
  const [, multi, kind] = /^(multi_)?(\w+?)_select$/.exec(spec.type) ?? [];
  const options = CHOICES[kind]?.(spec) ?? [];
  const initial = multi
    ? (spec.initial_options?.map((option) => option.value) ?? spec[`initial_${kind}`] ?? [])
    : [
        spec.initial_option?.value ??
          spec[`initial_${kind.slice(0, -1)}`] ??
          (spec.default_to_current_conversation && room.place.channel),
      ].filter(Boolean);
  const begun = at.form.begin(at.blockId, spec.action_id, initial);
  const read = (picked) => (multi ? picked.map((option) => option.value) : (picked[0]?.value ?? null));
  const chooser = drawChooser({
    options,
    chosen: [begun].flat().filter(Boolean),
    many: Boolean(multi),
    limit: spec.max_selected_items,
    placeholder: plain(spec.placeholder) || undefined,
    label: at.label || plain(spec.placeholder),
    id: at.id,
    load: kind === "external" ? (typed) => loadOptions(spec, at, typed) : undefined,
    onchange: (picked) => act(spec, at, multi ? { values: read(picked) } : { value: read(picked) }),
  });
  at.form.keep(at.blockId, spec.action_id, () => read(chooser.chosen()));
  chooser.node.dataset.action = spec.action_id;
  return chooser.node;
}

async function loadOptions(spec, at, typed) {
  const answer = await send("options", {
    action_id: spec.action_id,
    block_id: at.blockId,
    value: typed,
    ...at.form.standing,
  });
  return answer.ok ? groupsAsChoices(answer) : [];
}

/** A field that the browser draws: dates and times. */
const picker =
  (type, initial, fromSlack = (value) => value, toSlack = (value) => value) =>
  (spec, at) => {
    const value = at.form.begin(at.blockId, spec.action_id, spec[initial]);
    const field = h("input", {
      type,
      id: at.id,
      class: "field",
      value: value ? fromSlack(value) : "",
      "aria-label": at.label || plain(spec.placeholder) || type,
      "data-action": spec.action_id,
      onchange: () => field.value && act(spec, at, { value: toSlack(field.value) }),
    });
    at.form.keep(at.blockId, spec.action_id, () => (field.value ? toSlack(field.value) : null));
    return field;
  };

const twoDigits = (number) => String(number).padStart(2, "0");
const localMinute = (seconds) => {
  const date = new Date(Number(seconds) * 1000);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join("-");
  return `${day}T${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
};

/** A line or a box to type in. Enter tells the app where the block asks for that. */
const typed = (type) => (spec, at) => {
  const tell = spec.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const long = spec.multiline && type === "text";
  const field = h(long ? "textarea" : "input", {
    id: at.id,
    class: "field",
    type: long ? undefined : type,
    rows: long ? 4 : undefined,
    placeholder: plain(spec.placeholder) || undefined,
    value: at.form.begin(at.blockId, spec.action_id, spec.initial_value) ?? "",
    "data-action": spec.action_id,
    "aria-label": at.id ? undefined : at.label,
    minlength: spec.min_length,
    maxlength: spec.max_length,
    min: spec.min_value,
    max: spec.max_value,
    step: spec.is_decimal_allowed ? "any" : undefined,
    autocomplete: "off",
    onkeydown: (event) =>
      event.key === "Enter" && !long && tell.includes("on_enter_pressed") && act(spec, at, { value: field.value }),
    oninput: () => tell.includes("on_character_entered") && act(spec, at, { value: field.value }),
  });
  at.form.keep(at.blockId, spec.action_id, () => field.value || null);
  if (spec.focus_on_load) field.autofocus = true;
  return field;
};

/** Checkboxes and radio buttons. */
const ticked = (type) => (spec, at) => {
  const many = type === "checkbox";
  const initial = many ? (spec.initial_options ?? []).map((option) => option.value) : spec.initial_option?.value;
  const begun = [at.form.begin(at.blockId, spec.action_id, initial)].flat();
  const name = `ticks-${(serial += 1)}`;
  const chosen = () => [...group.querySelectorAll("input:checked")].map((box) => box.value);
  const read = () => (many ? chosen() : (chosen()[0] ?? null));
  const group = h(
    "div",
    {
      class: "ticks",
      role: many ? "group" : "radiogroup",
      "aria-label": at.label || "Options",
      "data-action": spec.action_id,
      onchange: () => act(spec, at, many ? { values: read() } : { value: read() }),
    },
    (spec.options ?? []).map((option) =>
      h(
        "label",
        {},
        h("input", { type, name, value: option.value, checked: begun.includes(option.value) }),
        h("span", {}, drawOption(option.text), option.description && h("small", {}, drawOption(option.description))),
      ),
    ),
  );
  at.form.keep(at.blockId, spec.action_id, read);
  return group;
};

const drawOption = (text) => (text.type === "mrkdwn" ? drawMrkdwn(text.text) : drawPlain(text));

const ELEMENTS = {
  button: drawButton,
  overflow: drawOverflow,
  datepicker: picker("date", "initial_date"),
  timepicker: picker("time", "initial_time"),
  datetimepicker: picker("datetime-local", "initial_date_time", localMinute, (value) =>
    String(new Date(value).getTime() / 1000),
  ),
  plain_text_input: typed("text"),
  url_text_input: typed("url"),
  email_text_input: typed("email"),
  number_input: typed("number"),
  checkboxes: ticked("checkbox"),
  radio_buttons: ticked("radio"),
  image: (spec) => h("img", { class: "thumb", src: safeUrl(spec.image_url), alt: spec.alt_text ?? "" }),
};
