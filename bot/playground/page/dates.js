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
 * Day and time in short, for a clock.
 * @param {number} seconds since 1970
 * @param {string} [zone]
 * @returns {string} for example "Sat, Nov 21, 2:05 PM"
 */
export function shortTime(seconds, zone) {
  const day = { weekday: "short", month: "short", day: "numeric" };
  return format(dateOf(seconds), zone, { ...day, hour: "numeric", minute: "2-digit" });
}

/**
 * @typedef {object} Reader for whom a date is written
 * @property {string} [zone] an IANA name
 * @property {number} now what they take for the present, in seconds since 1970
 */

/**
 * What stands on the line between two days of messages.
 * @param {string} ts
 * @param {Reader} reader
 * @returns {string} "Today", "Yesterday", "Monday, October 5th"; the year where it is another one
 */
export function dayName(ts, reader) {
  const name = FORMS.day_divider_pretty(dateOf(ts), reader);
  return `${name[0].toUpperCase()}${name.slice(1)}`;
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
 * @param {Reader} reader
 * @returns {string|null} null where the token names a form that does not exist
 */
export function fillDate(seconds, pattern, reader) {
  const date = new Date(seconds * 1000);
  let known = Number.isFinite(date.getTime());
  const filled = pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    const write = known && FORMS[name];
    if (!write) known = false;
    return write ? write(date, reader) : whole;
  });
  return known ? filled : null;
}

const FORMS = {
  date_num: (date, { zone }) => dayKey(date, zone),
  date_slash: (date, { zone }) =>
    format(date, zone, { month: "2-digit", day: "2-digit", year: "numeric" }),
  date: (date, reader) => longDate(date, reader, isNear(date, reader)),
  date_short: (date, reader) => {
    const year = isNear(date, reader) ? undefined : "numeric";
    return format(date, reader.zone, { month: "short", day: "numeric", year });
  },
  date_long: (date, reader) => longDay(date, reader, isNear(date, reader)),
  date_long_full: (date, { zone }) =>
    format(date, zone, { month: "long", day: "numeric", year: "numeric" }),
  date_pretty: (date, reader) => nearDay(date, reader) ?? FORMS.date(date, reader),
  date_short_pretty: (date, reader) => nearDay(date, reader) ?? FORMS.date_short(date, reader),
  date_long_pretty: (date, reader) => nearDay(date, reader) ?? FORMS.date_long(date, reader),
  day_divider_pretty: (date, reader) =>
    nearDay(date, reader) ?? longDay(date, reader, isThisYear(date, reader)),
  time: (date, { zone }) => format(date, zone, { hour: "numeric", minute: "2-digit" }),
  time_secs: (date, { zone }) =>
    format(date, zone, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (date, { now }) => agoText(date.getTime() / 1000 - now),
};

const NEAR_DAYS = { "-1": "yesterday", 0: "today", 1: "tomorrow" };

function nearDay(date, { zone, now }) {
  return NEAR_DAYS[dayNumber(date, zone) - dayNumber(dateOf(now), zone)] ?? null;
}

/** Days of the calendar, which may have 23 or 25 hours. */
function dayNumber(date, zone) {
  return Date.parse(dayKey(date, zone)) / 86_400_000;
}

/** Slack leaves the year out of what is less than six months away. */
function isNear(date, { now }) {
  return Math.abs(date.getTime() / 1000 - now) < 183 * 86_400;
}

function isThisYear(date, { zone, now }) {
  return parts(date, zone).year === parts(dateOf(now), zone).year;
}

function longDay(date, reader, withoutYear) {
  const weekday = format(date, reader.zone, { weekday: "long" });
  return `${weekday}, ${longDate(date, reader, withoutYear)}`;
}

function longDate(date, { zone }, withoutYear) {
  const { day, year } = parts(date, zone);
  const month = format(date, zone, { month: "long" });
  return `${month} ${ordinal(Number(day))}${withoutYear ? "" : `, ${year}`}`;
}

function ordinal(day) {
  const ending = { one: "st", two: "nd", few: "rd", other: "th" };
  return `${day}${ending[new Intl.PluralRules(LOCALE, { type: "ordinal" }).select(day)]}`;
}

function agoText(seconds) {
  const units = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
    ["second", 1],
  ];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
  // Minus nothing is "ago", plus nothing "in".
  return new Intl.RelativeTimeFormat(LOCALE).format(Math.trunc(seconds / size) || -0, unit);
}

function parts(date, zone) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone };
  const found = new Intl.DateTimeFormat(LOCALE, options).formatToParts(date);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

function format(date, zone, options) {
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone }).format(date);
}
