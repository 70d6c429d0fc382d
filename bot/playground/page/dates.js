const LOCALE = "en-US";

/**
 * @param {string|number} ts a Slack timestamp: seconds, as a string with six decimals
 * @returns {Date}
 */
export function dateOf(ts) {
  return new Date(Number(ts) * 1000);
}

/**
 * The time of day as Slack shows it beside a name, in the person's own zone.
 * @param {string} ts
 * @param {string} [zone] an IANA name
 * @returns {string} for example "2:05 PM"
 */
export function clock(ts, zone) {
  return format(dateOf(ts), zone, { hour: "numeric", minute: "2-digit" });
}

/**
 * Day, time and zone in full, for a tooltip.
 * @param {string} ts
 * @param {string} [zone]
 * @returns {string}
 */
export function fullTime(ts, zone) {
  const shown = format(dateOf(ts), zone, { dateStyle: "full", timeStyle: "medium" });
  return zone ? `${shown} (${zone})` : shown;
}

/**
 * What stands on the line between two days of messages.
 * @param {string} ts
 * @param {string} [zone]
 * @returns {string} "Today", "Yesterday" or "Monday, October 5th"
 */
export function dayName(ts, zone) {
  return nearDay(dateOf(ts), zone) ?? longDay(dateOf(ts), zone);
}

/**
 * A day as a key: equal for two moments of the same day in that zone.
 * @param {Date} date
 * @param {string} [zone]
 * @returns {string} yyyy-mm-dd
 */
export function dayKey(date, zone) {
  const { year, month, day } = parts(date, zone);
  return `${year}-${month}-${day}`;
}

/**
 * Slack's date token, `<!date^1392734382^{date_short_pretty} at {time}|fallback>`, filled in.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 * @param {number} seconds since 1970
 * @param {string} pattern
 * @param {string} [zone]
 * @returns {string|null} null where the token names a form that does not exist
 */
export function fillDate(seconds, pattern, zone) {
  const date = new Date(seconds * 1000);
  let known = Number.isFinite(date.getTime());
  const filled = pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    const write = known && FORMS[name];
    if (!write) known = false;
    return write ? write(date, zone) : whole;
  });
  return known ? filled : null;
}

const FORMS = {
  date_num: dayKey,
  date_slash: (date, zone) =>
    format(date, zone, { month: "2-digit", day: "2-digit", year: "numeric" }),
  date: (date, zone) => format(date, zone, { month: "long", day: "numeric", year: "numeric" }),
  date_short: (date, zone) =>
    format(date, zone, { month: "short", day: "numeric", year: "numeric" }),
  date_long: (date, zone) => format(date, zone, { dateStyle: "full" }),
  date_pretty: (date, zone) => nearDay(date, zone, true) ?? FORMS.date(date, zone),
  date_short_pretty: (date, zone) => nearDay(date, zone, true) ?? FORMS.date_short(date, zone),
  date_long_pretty: (date, zone) => nearDay(date, zone, true) ?? FORMS.date_long(date, zone),
  day_divider_pretty: (date, zone) => nearDay(date, zone) ?? longDay(date, zone),
  time: (date, zone) => format(date, zone, { hour: "numeric", minute: "2-digit" }),
  time_secs: (date, zone) =>
    format(date, zone, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (date) => agoText(date),
};

function nearDay(date, zone, lower = false) {
  const key = dayKey(date, zone);
  const names = { Today: 0, Yesterday: -1, Tomorrow: 1 };
  for (const [name, days] of Object.entries(names)) {
    if (key === dayKey(new Date(Date.now() + days * 86_400_000), zone)) {
      return lower ? name.toLowerCase() : name;
    }
  }
  return null;
}

function longDay(date, zone) {
  const weekday = format(date, zone, { weekday: "long" });
  const month = format(date, zone, { month: "long" });
  return `${weekday}, ${month} ${ordinal(Number(parts(date, zone).day))}`;
}

function ordinal(day) {
  const ending = { one: "st", two: "nd", few: "rd", other: "th" };
  return `${day}${ending[new Intl.PluralRules(LOCALE, { type: "ordinal" }).select(day)]}`;
}

function agoText(date) {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const units = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
    ["second", 1],
  ];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(LOCALE).format(Math.round(seconds / size), unit);
}

function parts(date, zone) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone };
  const found = new Intl.DateTimeFormat(LOCALE, options).formatToParts(date);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

function format(date, zone, options) {
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone }).format(date);
}
