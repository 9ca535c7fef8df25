// The wire to the local Slack: one call, one stream. What the calls are is written in docs/sandbox.md.
import { room } from "./room.js";
import { toast } from "./toast.js";

const WORDS = {
  operation_timeout: "The app did not answer within three seconds.",
  dispatch_failed: "The app is not connected, so it was not asked.",
  not_in_channel: "You are not in this channel.",
  is_archived: "This channel is archived.",
  message_not_found: "That message is gone.",
  thread_not_found: "That thread is gone.",
  cant_update_message: "Only its author can edit this message.",
  cant_delete_message: "Only its author can delete this message.",
  already_reacted: "You reacted so already.",
};

async function call(path, options) {
  try {
    const answer = await fetch(path, options);
    return await answer.json();
  } catch {
    return { ok: false, error: "unreachable" };
  }
}

/** What went wrong, in a sentence. */
export function inWords(error) {
  if (error === "unreachable") return "The local Slack does not answer. Is it still running?";
  return WORDS[error] ?? `That did not work (${error ?? "no reason given"}).`;
}

/** Does what a person does: `send("post", {channel, text})`. A refusal is shown; the answer is returned either way. */
export async function send(what, body, { quiet = [] } = {}) {
  const answer = await call(`/control/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user: room.me, team: room.team.id, ...body }),
  });
  if (!answer.ok && !quiet.includes(answer.error)) toast(inWords(answer.error));
  return answer;
}

export async function upload(files, { channel, thread_ts, text }) {
  const form = new FormData();
  const fields = { user: room.me, team: room.team.id, channel, thread_ts, text };
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  const answer = await call("/control/upload", { method: "POST", body: form });
  if (!answer.ok) toast(inWords(answer.error));
  return answer;
}

export const readState = (team) => call(`/control/state${team ? `?team=${encodeURIComponent(team)}` : ""}`);

/** Follows every change after `after`. `heard` gets each event, `lost` whether the connection is gone. */
export function follow(after, heard, lost) {
  const stream = new EventSource(`/control/stream?after=${after}`);
  stream.addEventListener("open", () => lost(false));
  stream.addEventListener("error", () => lost(true));
  stream.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  return stream;
}
