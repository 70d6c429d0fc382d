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

/**
 * The one place where the page's state lives: a frozen object, replaced as a whole.
 * @param {object} initial
 * @returns {{get: () => object, patch: (change: object) => void, watch: Function}}
 */
export function createStore(initial) {
  const watchers = new Set();
  let state = Object.freeze({ ...initial });

  function get() {
    return state;
  }

  function patch(change) {
    state = Object.freeze({ ...state, ...change });
    for (const look of [...watchers]) look();
  }

  /**
   * Runs `react` now, and again whenever what `select` picks is another object than before.
   * @param {(state: object) => Array} select
   * @param {(...picked: any) => void} react
   */
  function watch(select, react) {
    let picked = select(state);
    const look = () => {
      const now = select(state);
      if (now.every((value, index) => Object.is(value, picked[index]))) return;
      picked = now;
      react(...now);
    };
    watchers.add(look);
    react(...picked);
  }

  return { get, patch, watch };
}
