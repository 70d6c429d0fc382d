import { ask } from "./api.js";

/**
 * Brings what the page shows in line with the server. What comes for a place that one has left
 * meanwhile is dropped.
 * @param {object} store
 */
export function createLoading(store) {
  const here = () => store.get();

  async function state() {
    const found = await ask("state", { user: here().user });
    if (found) store.patch(found);
  }

  async function messages() {
    const { user, place } = here();
    if (!place || place === "home") return;
    const found = await ask("messages", { user, channel: place });
    if (found && isStill({ user, place })) store.patch({ messages: found.messages });
  }

  async function thread() {
    const { user, thread: open } = here();
    if (!open) return;
    const found = await ask("thread", { user, channel: open.channel, ts: open.ts });
    const isOpen = isStill({ user }) && here().thread?.ts === open.ts;
    if (found && isOpen) store.patch({ thread: { ...open, messages: found.messages, status: found.status } });
  }

  async function home() {
    const { user, place } = here();
    if (place !== "home") return;
    const found = await ask("home", { user });
    if (found && isStill({ user })) store.patch({ home: found.view });
  }

  async function views() {
    const { user } = here();
    const found = await ask("views", { user });
    if (found && isStill({ user })) store.patch({ views: found.views });
  }

  function isStill({ user, place = here().place }) {
    return here().user === user && here().place === place;
  }

  const parts = { state, messages, thread, home, views };
  const load = Object.fromEntries(
    Object.entries(parts).map(([name, run]) => [name, oneAtATime(run)]),
  );

  async function all() {
    await load.state();
    await Promise.all([load.messages(), load.thread(), load.home(), load.views()]);
  }

  return { ...load, all };
}

/**
 * Runs a load never twice at the same time: what is asked for meanwhile is one more run after it,
 * so that an older answer cannot overwrite a newer one.
 */
function oneAtATime(load) {
  let running = null;
  let again = null;
  return function run() {
    if (!running) {
      running = load().finally(() => (running = null));
      return running;
    }
    again ??= running.then(() => {
      again = null;
      return run();
    });
    return again;
  };
}

/**
 * Lets others wait for the next thing that the event stream reports.
 * @returns {{announce: () => void, next: () => object}}
 */
export function createChanges() {
  const waiting = new Set();

  function announce() {
    for (const tell of waiting) tell();
    waiting.clear();
  }

  /** Waits from now on, so that a change that comes before its cause has answered is not missed. */
  function next() {
    let tell;
    const promise = new Promise((resolve) => (tell = resolve));
    waiting.add(tell);
    return {
      promise,
      within: (ms) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, ms))]),
      forget: () => waiting.delete(tell),
    };
  }

  return { announce, next };
}
