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
};

/** The page's state before anything is known. */
export const INITIAL = {
  ...PERSONAL,
  user: null,
  team: { id: "", name: "Playground" },
  users: [],
  app: { user_id: "", name: "Rolecall" },
  channels: [],
  commands: [],
  shortcuts: [],
  connected: true,
  link: "opening",
};
