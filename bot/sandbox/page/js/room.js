// The workspace as this page knows it. Events change it; whoever draws listens for "change".

class Room extends EventTarget {
  me = "";
  team = { id: "", name: "" };
  teams = [];
  users = new Map();
  channels = new Map();
  messages = new Map(); // channel id -> Map of ts -> message
  ephemerals = [];
  allViews = {}; // person -> open modals, the top one last
  homes = {};
  bot = {};
  commands = [];
  shortcuts = [];
  place = { channel: "", thread: "", tab: "messages" };
  lost = false;
  unread = new Map(); // channel id -> ts of the first message not seen
  seq = 0;

  load(state, me = this.users.has(this.me) && state.team.id === this.team.id ? this.me : state.you) {
    const { seq, team, teams, bot, commands, shortcuts } = state;
    Object.assign(this, { me, seq, team, teams, bot, commands: commands ?? [], shortcuts: shortcuts ?? [] });
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.messages = new Map(
      Object.entries(state.messages).map(([id, list]) => [id, new Map(list.map((message) => [message.ts, message]))]),
    );
    this.ephemerals = state.ephemeral ?? [];
    this.allViews = state.views ?? {};
    this.homes = state.homes ?? {};
    this.unread.clear();
    this.changed("loaded");
  }

  changed(type, detail = {}) {
    this.dispatchEvent(new CustomEvent("change", { detail: { type, ...detail } }));
  }

  /** The open modals of the person in front of the page, the top one last. */
  get stack() {
    return this.allViews[this.me] ?? [];
  }

  get homeView() {
    return this.homes[this.me] ?? null;
  }

  channel(id = this.place.channel) {
    return this.channels.get(id);
  }

  person(id) {
    const user = this.users.get(id);
    if (!user) return { id, name: "", title: "", bot: false, color: "" };
    const name = user.real_name || user.display_name || user.name;
    return { id, name, title: user.display_name || name, bot: Boolean(user.is_bot), color: user.color ?? "" };
  }

  message(channel, ts) {
    return this.messages.get(channel)?.get(ts);
  }

  /** What stands in a channel, without the replies of its threads; ephemeral messages in their place. */
  roots(channel) {
    const standing = [...(this.messages.get(channel)?.values() ?? [])];
    const shown = standing.filter((message) => !isReply(message) || message.subtype === "thread_broadcast");
    return inOrder([...shown, ...this.whispers(channel, (message) => !message.thread_ts)]);
  }

  replies(channel, thread) {
    const standing = [...(this.messages.get(channel)?.values() ?? [])];
    const shown = standing.filter((message) => message.thread_ts === thread && message.ts !== thread);
    return inOrder([...shown, ...this.whispers(channel, (message) => message.thread_ts === thread)]);
  }

  whispers(channel, keep) {
    const mine = this.ephemerals.filter(
      (whisper) => whisper.channel === channel && whisper.user === this.me && keep(whisper.message),
    );
    for (const whisper of mine) whisper.message.is_ephemeral = true;
    return mine.map((whisper) => whisper.message);
  }

  dismiss(message) {
    this.ephemerals = this.ephemerals.filter((whisper) => whisper.message !== message);
    this.changed("ephemeral");
  }

  /** One event of the stream. */
  hear(event) {
    this.seq = event.seq ?? this.seq;
    if (event.team && event.team !== this.team.id) return;
    HEAR[event.type]?.(this, event);
    this.changed(event.type, event);
  }
}

export const isReply = (message) => Boolean(message.thread_ts && message.thread_ts !== message.ts);

const inOrder = (messages) => messages.sort((a, b) => Number(a.ts) - Number(b.ts) || a.ts.localeCompare(b.ts));

function put(room, { channel, message }) {
  if (!room.messages.has(channel)) room.messages.set(channel, new Map());
  room.messages.get(channel).set(message.ts, message);
}

function hearNew(room, event) {
  put(room, event);
  const { channel, message } = event;
  const away = channel !== room.place.channel || document.hidden;
  if (away && message.user !== room.me && !isReply(message) && !room.unread.has(channel))
    room.unread.set(channel, message.ts);
}

const sameWhisper = (event) => (whisper) =>
  whisper.channel === event.channel &&
  whisper.user === event.user &&
  whisper.message.ts === (event.message?.ts ?? event.ts);

const HEAR = {
  message: hearNew,
  message_changed: put,
  reaction_added: put,
  reaction_removed: put,
  message_deleted: (room, { channel, ts }) => room.messages.get(channel)?.delete(ts),
  ephemeral: (room, { channel, user, message }) => room.ephemerals.push({ channel, user, message }),
  ephemeral_changed: (room, event) => {
    const whisper = room.ephemerals.find(sameWhisper(event));
    if (whisper) whisper.message = event.message;
  },
  ephemeral_deleted: (room, event) => {
    room.ephemerals = room.ephemerals.filter((whisper) => !sameWhisper(event)(whisper));
  },
  view_opened: (room, { user, view }) => {
    room.allViews[user] = [...(room.allViews[user] ?? []), view];
  },
  view_updated: (room, { user, view }) => {
    room.allViews[user] = (room.allViews[user] ?? []).map((old) => (old.id === view.id ? view : old));
  },
  view_closed: (room, { user, view_id }) => {
    room.allViews[user] = (room.allViews[user] ?? []).filter((old) => old.id !== view_id);
  },
  home: (room, { user, view }) => {
    room.homes[user] = view;
  },
  channel: (room, { channel }) => room.channels.set(channel.id, channel),
  bot: (room, { bot }) => {
    room.bot = bot;
  },
};

export const room = new Room();
