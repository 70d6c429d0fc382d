import { ask } from "./api.js";
import { oneAtATime } from "./changes.js";

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
    if (found && isOpen) store.patch({ thread: { ...open, messages: found.messages } });
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
