/**
 * @typedef {object} Route where a person is
 * @property {string|null} user
 * @property {string|null} place a channel's id, or `home` for the app's Home tab
 */

/**
 * Reads the address's fragment: `#/U0MAYA/C0DATA`. Keeping it there makes reload, back and a
 * second window with another person work.
 * @param {string} hash
 * @returns {Route}
 */
export function readRoute(hash) {
  const [user, place] = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { user: user || null, place: place || null };
}

/**
 * @param {string} user
 * @param {string} place
 * @returns {string}
 */
export function writeRoute(user, place) {
  return `#/${encodeURIComponent(user)}/${encodeURIComponent(place)}`;
}
