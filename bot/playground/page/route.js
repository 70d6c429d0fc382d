/**
 * @typedef {object} Route where a person is
 * @property {string|null} user
 * @property {string|null} place a channel's id, or `home` for the app's Home tab
 * @property {string|null} ts a message to show there
 * @property {string|null} thread the first message of the thread in which it stands
 */

/**
 * Reads the address's fragment: `#/U0MAYA/C0DATA`. Keeping it there makes reload, back and a
 * second window with another person work.
 * @param {string} hash
 * @returns {Route}
 */
export function readRoute(hash) {
  const [user, place, ts, thread] = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { user: user || null, place: place || null, ts: ts || null, thread: thread || null };
}

/**
 * @param {string} user
 * @param {string} place
 * @param {...string} message its `ts`, and its thread's where it stands in one
 * @returns {string}
 */
export function writeRoute(user, place, ...message) {
  return `#/${[user, place, ...message].map(encodeURIComponent).join("/")}`;
}

const PERMALINK = /^https:\/\/[\w-]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})$/;

/**
 * Where a link to a message leads within the playground.
 * @param {string} href as chat.getPermalink gives it
 * @param {{user: string, channels: object[]}} state of the store
 * @returns {string|null} null where it leads elsewhere
 */
export function routeOfPermalink(href, { user, channels }) {
  const [address, query] = href.split("?");
  const [, channel, seconds, rest] = PERMALINK.exec(address) ?? [];
  if (!channels.some(({ id }) => id === channel)) return null;
  const thread = new URLSearchParams(query).get("thread_ts");
  return writeRoute(user, channel, `${seconds}.${rest}`, ...(thread ? [thread] : []));
}
