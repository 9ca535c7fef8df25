// Times as Slack shows them. A message's `ts` is seconds since 1970 with a serial number behind the point.

const DAY = 86_400_000;

export const instant = (ts) => new Date(Number.parseFloat(ts) * 1000);

const format = (options) => new Intl.DateTimeFormat(undefined, options);
const CLOCK = format({ hour: "numeric", minute: "2-digit" });
const CLOCK_SECONDS = format({ hour: "numeric", minute: "2-digit", second: "2-digit" });
const LONG_DAY = format({ weekday: "long", month: "long", day: "numeric" });
const LONG_DAY_YEAR = format({ weekday: "long", month: "long", day: "numeric", year: "numeric" });
const DATE = format({ month: "long", day: "numeric", year: "numeric" });
const SHORT = format({ month: "short", day: "numeric", year: "numeric" });
const NUMERIC = format({ year: "numeric", month: "2-digit", day: "2-digit" });

export const clock = (ts) => CLOCK.format(instant(ts));

/** The clock without AM and PM, for narrow places. */
export const shortClock = (ts) =>
  CLOCK.formatToParts(instant(ts))
    .filter(({ type }) => type !== "dayPeriod")
    .map(({ value }) => value)
    .join("")
    .trim();

export const fullTime = (ts) => `${LONG_DAY_YEAR.format(instant(ts))} at ${CLOCK_SECONDS.format(instant(ts))}`;

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export const sameDay = (a, b) => midnight(instant(a)) === midnight(instant(b));

/** "Today", "Yesterday", or "" for every other day. */
function relativeDay(date) {
  const days = Math.round((midnight(new Date()) - midnight(date)) / DAY);
  return { 0: "Today", 1: "Yesterday", [-1]: "Tomorrow" }[days] ?? "";
}

export function dayTitle(ts) {
  const date = instant(ts);
  const year = date.getFullYear() === new Date().getFullYear();
  return relativeDay(date) || (year ? LONG_DAY : LONG_DAY_YEAR).format(date);
}

export function ago(ts) {
  const seconds = Math.round((Date.now() - instant(ts).getTime()) / 1000);
  const steps = [
    [86_400, "day"],
    [3600, "hour"],
    [60, "minute"],
  ];
  for (const [length, word] of steps) {
    const count = Math.floor(Math.abs(seconds) / length);
    if (count >= 1)
      return seconds < 0 ? `in ${count} ${word}${count > 1 ? "s" : ""}` : `${count} ${word}${count > 1 ? "s" : ""} ago`;
  }
  return "just now";
}

/** Slack's date tokens (`{date_short} at {time}`) filled in for the reader's own clock. */
export function dateTokens(timestamp, pattern) {
  const date = new Date(Number(timestamp) * 1000);
  if (Number.isNaN(date.getTime())) return "";
  const pretty = (formatter) => relativeDay(date).toLowerCase() || formatter.format(date);
  const words = {
    date_num: () => NUMERIC.format(date),
    date: () => DATE.format(date),
    date_short: () => SHORT.format(date),
    date_long: () => LONG_DAY_YEAR.format(date),
    date_pretty: () => pretty(DATE),
    date_short_pretty: () => pretty(SHORT),
    date_long_pretty: () => pretty(LONG_DAY_YEAR),
    day_divider_pretty: () => pretty(LONG_DAY),
    time: () => CLOCK.format(date),
    time_secs: () => CLOCK_SECONDS.format(date),
    ago: () => ago(timestamp),
  };
  return String(pattern).replace(/\{(\w+)\}/g, (whole, name) => words[name]?.() ?? whole);
}
