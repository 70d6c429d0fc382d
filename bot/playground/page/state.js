/** What belongs to one person's stay, and begins anew with another's. */
export const PERSONAL = {
  place: null,
  messages: null,
  thread: null,
  home: null,
  homeAsked: false,
  views: [],
  notices: [],
  dismissed: new Set(),
  aim: null,
};

/** The page's state before anything is known. */
export const INITIAL = {
  ...PERSONAL,
  user: null,
  team: { id: "", name: "Playground" },
  users: [],
  app: { user_id: "", name: "Rolecall" },
  channels: [],
  more_channels: 0,
  ahead: 0,
  commands: [],
  shortcuts: [],
  connected: true,
  link: "opening",
};

/**
 * The playground's time, which people may have moved ahead of this machine's.
 * @param {{ahead: number}} state of the store
 * @returns {number} seconds since 1970
 */
export function nowIn({ ahead }) {
  return Date.now() / 1000 + ahead;
}
