import { createComposer } from "./composer.js";
import { el } from "./dom.js";
import { createHome } from "./home.js";
import { channelIcon } from "./icons.js";
import { createMessageList } from "./messages.js";
import { writeRoute } from "./route.js";
import { channelTop } from "./welcome.js";

/**
 * The middle of the page: a channel, or the app with its tabs.
 * @param {HTMLElement} node
 * @param {{store: object, session: object, announce: (text: string) => void,
 *   menuButton: HTMLElement}} tools
 */
export function createPane(node, { store, session, announce, menuButton }) {
  const title = el("h2", { class: "pane__title" });
  const sub = el("span", { class: "pane__sub muted" });
  const tabs = el("nav", { class: "tabs", "aria-label": "Tabs" });
  const connection = el("div", { class: "connection", role: "status" });
  const composer = createComposer({
    store,
    testid: "composer",
    label: () => placeholder(store.get()),
    send: (text, files) => session.say(text, null, files),
  });
  const list = createMessageList({
    store,
    session,
    announce,
    inThread: false,
    label: "Messages",
    top: () => channelTop(store.get(), composer.fill),
  });
  const home = createHome({ store, session });
  const messages = el(
    "div",
    { class: "pane__messages", data: { testid: "messages" } },
    list.node,
    el("div", { class: "pane__foot" }, composer.node),
  );
  node.replaceChildren(
    el("header", { class: "pane__head" }, menuButton, title, sub),
    connection,
    tabs,
    home,
    messages,
  );

  function showHead({ place, channels, app, user }) {
    const channel = channels.find(({ id }) => id === place);
    const isApp = place === "home" || Boolean(channel?.is_im);
    title.replaceChildren(...(isApp ? [app.name] : [channelIcon(channel), channel?.name ?? ""]));
    sub.textContent = channel && !isApp ? standing(channel, app) : "";
    tabs.hidden = !isApp;
    const direct = channels.find((one) => one.is_im)?.id;
    tabs.replaceChildren(
      ...(isApp ? [tab("Home", "home", user, place), tab("Messages", direct, user, place)] : []),
    );
    messages.hidden = place === "home";
    messages.dataset.channel = place ?? "";
    document.title = `${isApp ? app.name : `#${channel?.name ?? ""}`} · Rolecall playground`;
    composer.relabel();
  }

  store.watch(
    ({ place, channels, app, user }) => [place, channels, app, user],
    () => showHead(store.get()),
  );
  store.watch(
    ({ place, messages: all, notices, dismissed, aim, users, channels, ahead }) => [
      place,
      all,
      notices,
      dismissed,
      aim,
      users,
      channels,
      ahead,
    ],
    (place, all, notices, dismissed, aim) => {
      messages.toggleAttribute("aria-busy", all === null);
      if (all === null || place === "home") return;
      list.show(place, visible(all, notices, dismissed, place));
      if (aim && list.aim(aim)) store.patch({ aim: null });
    },
  );
  store.watch(
    ({ link, connected, app }) => [link, connected, app],
    (link, connected, app) => {
      connection.textContent = trouble(link, connected, app);
      connection.hidden = connection.textContent === "";
    },
  );
  return composer;
}

function tab(label, place, user, current) {
  return el(
    "a",
    {
      class: "tab",
      href: writeRoute(user, place),
      "aria-current": place === current ? "page" : null,
      data: { testid: `tab-${label.toLowerCase()}` },
    },
    label,
  );
}

function visible(all, notices, dismissed, place) {
  const local = notices.filter(({ channel, thread_ts: ts }) => channel === place && !ts);
  const isShown = ({ ts, thread_ts: threadTs, broadcast }) =>
    !dismissed.has(ts) && (!threadTs || threadTs === ts || broadcast);
  return [...all, ...local].filter(isShown).sort((a, b) => Number(a.ts) - Number(b.ts));
}

function placeholder({ place, channels, app }) {
  const channel = channels.find(({ id }) => id === place);
  return `Message ${channel?.is_im ? app.name : `#${channel?.name ?? ""}`}`;
}

function standing(channel, app) {
  if (channel.is_archived) return "archived; /unarchive opens it again";
  return channel.is_member ? "" : `${app.name} isn't in this channel, but its commands work`;
}

function trouble(link, connected, app) {
  if (link === "lost") return "The playground isn't responding. Trying again…";
  if (!connected) return `${app.name} is not running yet: commands and buttons will fail.`;
  return "";
}
