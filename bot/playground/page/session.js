import { ask, listen, tell } from "./api.js";
import { createChanges, createLoading } from "./loading.js";
import { readRoute, writeRoute } from "./route.js";
import { PERSONAL, nowIn } from "./state.js";

/** Who one is where the address does not say. */
const FIRST_USER = "U0MAYA";

/** How long a click may look pending after the server took it, where nothing changes. */
const PATIENCE_MS = 2000;

/**
 * All that a person can do here, and all that comes back from the server: it alone changes what the
 * store knows of the workspace.
 * @param {object} store
 */
export function createSession(store) {
  const changes = createChanges();
  const here = () => store.get();
  let stopListening = () => {};

  const refresh = createLoading(store);

  async function onChanged({ what, channel }) {
    const { place, thread } = here();
    if (what === "state") await refresh.state().then(leaveWhatIsGone);
    else if (what !== "messages") await refresh[what]?.();
    else if (channel !== place) await refresh.state();
    else await Promise.all([refresh.messages(), thread && refresh.thread()]);
    changes.announce();
  }

  /** The place where one is may be gone: with a change, or with one of before we listened. */
  function leaveWhatIsGone() {
    const { user, place } = here();
    if (place && placeFor(place) !== place) location.hash = writeRoute(user, placeFor(null));
  }

  function hear(user) {
    stopListening();
    stopListening = listen(user, {
      changed: onChanged,
      opened: () => {
        store.patch({ link: "open" });
        refresh.all().then(leaveWhatIsGone);
      },
      lost: () => store.patch({ link: "lost" }),
    });
  }

  /**
   * Goes where the address says; a person or place that does not exist becomes one that does.
   * @param {string} hash
   * @returns {Promise<{user: string, place: string}|null>} where one is, null where nobody answers
   */
  async function enter(hash) {
    const route = readRoute(hash);
    const isKnown = await become(route.user ?? FIRST_USER);
    if (!isKnown && !(await become(FIRST_USER))) return null;
    const place = placeFor(route.place);
    const aim = place === route.place ? (route.thread ?? route.ts) : null;
    store.patch({ aim });
    if (place !== here().place) store.patch({ messages: null, thread: null });
    const channels = here().channels.map((one) => (one.id === place ? { ...one, unread: 0 } : one));
    store.patch({ place, channels });
    await (place === "home" ? openHome() : refresh.messages());
    if (isAgents(place)) tell("open_messages", { user: here().user });
    if (aim && route.thread) await openThread(aim);
    return { user: here().user, place };
  }

  async function become(user) {
    if (user === here().user) return true;
    const state = await ask("state", { user });
    if (!state) return false;
    store.patch({ ...PERSONAL, ...state, user });
    hear(user);
    return true;
  }

  /** Another person's DM is not one's own: there one lands in one's own. */
  function placeFor(wanted) {
    const { channels } = here();
    if (wanted === "home" || channels.some(({ id }) => id === wanted)) return wanted;
    if (wanted?.startsWith("D")) return channels.find((channel) => channel.is_im)?.id ?? "home";
    return channels.find((channel) => !channel.is_im)?.id ?? "home";
  }

  async function openHome() {
    const { ok, error } = await tell("open_home", { user: here().user });
    await refresh.home();
    store.patch({ homeAsked: true });
    if (!ok) notice("home", error);
  }

  /** A line that only this page knows, as Slackbot would say it to one person alone. */
  function notice(channel, text, threadTs = null) {
    // After what is shown there already, which may be of a time that the clock has come back from.
    const last = Number(here().messages?.at(-1)?.ts ?? 0);
    const ts = Math.max(nowIn(here()), last + 0.000001).toFixed(6);
    const user = { id: "USLACKBOT", name: "Slackbot", is_bot: true };
    const said = { channel, ts, user, text, thread_ts: threadTs, ephemeral: true, blocks: [] };
    store.patch({ notices: [...here().notices, said] });
  }

  /** An event that the app failed at comes back as a bare code. */
  function spoken(error) {
    return /^\w+$/.test(error) ? `${here().app.name} did not answer: “${error}”` : error;
  }

  async function say(text, threadTs = null, files = []) {
    const { user, place: channel } = here();
    if (threadTs && text.startsWith("/")) {
      notice(channel, `\`${text.split(" ")[0]}\` is not supported in threads. Sorry!`, threadTs);
      return;
    }
    const said = { user, channel, text, files, ...(threadTs && { thread_ts: threadTs }) };
    const { ok, error } = await tell("say", said);
    if (!ok) notice(channel, spoken(error), threadTs);
    await Promise.all([refresh.messages(), refresh.thread()]);
    if (ok && !threadTs && isAgents(channel) && !text.startsWith("/")) {
      const mine = here().messages?.filter((one) => one.user.id === user).at(-1);
      if (mine) await openThread(mine.ts);
    }
  }

  /** Whether a place is the conversation with an agent, in which every message begins a thread. */
  function isAgents(place) {
    const { app, channels } = here();
    return app.is_agent && channels.some(({ id, is_im: isIm }) => id === place && isIm);
  }

  /** Clicks the button that stops an answer. */
  function stop({ channel, ts }) {
    return tell("stop", { user: here().user, channel, ts });
  }

  /** Comes back when the click has shown its effect, or it is clear that it has none to show. */
  async function click(container, action) {
    const change = changes.next();
    const answer = tell("click", { user: here().user, container, ...action });
    const settled = answer.then(({ ok }) => (ok ? change.within(PATIENCE_MS) : null));
    await Promise.race([change.promise, settled]);
    change.forget();
    return answer;
  }

  function suggest(container, asked) {
    return tell("suggest", { user: here().user, container, ...asked });
  }

  async function shortcut(ts, callbackId) {
    const { user, place: channel } = here();
    const { ok, error } = await tell("shortcut", { user, channel, ts, callback_id: callbackId });
    if (!ok) notice(channel, error);
  }

  async function submit(viewId, values) {
    const answer = await tell("submit", { user: here().user, view_id: viewId, values });
    if (answer.ok) await refresh.views();
    return answer;
  }

  async function close(viewId) {
    const { views, user } = here();
    // Gone at once: closing a modal is not something to wait for.
    store.patch({ views: views.filter(({ id }) => id !== viewId) });
    await tell("close", { user, view_id: viewId });
    await refresh.views();
  }

  /** @param {string} to `hour`, `tomorrow`, `monday`, or `now` for back */
  async function moveClock(to) {
    const { user, place } = here();
    const { ok, error } = await tell("clock", { user, to });
    if (!ok) notice(place, error);
    await refresh.state();
  }

  function openThread(ts) {
    store.patch({ thread: { channel: here().place, ts, messages: null } });
    return refresh.thread();
  }

  function closeThread() {
    store.patch({ thread: null });
  }

  function dismiss(ts) {
    store.patch({ dismissed: new Set([...here().dismissed, ts]) });
  }

  function switchTo(user) {
    location.hash = writeRoute(user, here().place ?? "home");
  }

  return {
    enter,
    say,
    click,
    suggest,
    shortcut,
    submit,
    close,
    openThread,
    closeThread,
    stop,
    dismiss,
    notice,
    moveClock,
    switchTo,
  };
}
