// Shares a message into another conversation.
import { drawChooser } from "./chooser.js";
import { openDialog } from "./dialogs.js";
import { h } from "./dom.js";
import { channelName, groupsOfChannels } from "./sidebar.js";
import { toast } from "./toast.js";
import { send } from "./wire.js";

export function forwardMessage(channel, message) {
  const options = groupsOfChannels().flatMap(([group, list]) =>
    list.map((one) => ({ value: one.id, label: channelName(one), group })),
  );
  const target = drawChooser({ options, label: "Where to", placeholder: "Choose a channel" });
  const words = h("textarea", {
    class: "field",
    rows: 2,
    "aria-label": "Words to go with it",
    placeholder: "Add a message",
  });
  const share = async () => {
    const [picked] = target.chosen();
    if (!picked) {
      target.node.focus();
      return;
    }
    const wish = { channel: picked.value, from_channel: channel, ts: message.ts, text: words.value };
    const answer = await send("forward", wish);
    if (!answer.ok) return;
    close();
    toast(`Forwarded to ${picked.label}`, "done");
  };
  const footer = h("button", { type: "button", class: "block-button primary", onclick: share }, "Forward");
  const { close } = openDialog({
    title: "Forward message",
    body: h("div", { class: "stack" }, target.node, words),
    footer,
    kind: "small",
  });
  target.node.focus();
}
