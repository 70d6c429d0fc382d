/**
 * The icon that stands before a channel's name.
 * @param {{is_private: boolean, is_archived: boolean}|undefined} channel
 * @returns {string}
 */
export function signOf(channel) {
  if (channel?.is_archived) return "archive";
  return channel?.is_private ? "lock" : "hash";
}
