import { dateOf, dayKey, dayName } from "./dates.js";
import { el } from "./dom.js";
import { nameOf, renderMessage } from "./message.js";
import { reconcile } from "./reconcile.js";
import { namesFrom } from "./surface.js";

/** Within this time, a further message of the same author goes without a name. */
const GROUP_SECONDS = 300;

/** What stays free above a message that is brought into sight, in pixels. */
const GAP = 8;

/** How near to its end a list counts as being at its end, in pixels. */
const NEAR = 80;

/**
 * A list of messages that follows its own end, and can be walked with the arrow keys.
 * @param {{store: object, session: object, inThread: boolean, label: string,
 *   announce: (text: string) => void, top?: () => Node[]}} config `top` is what stands above the
 *   first message
 * @returns {{node: HTMLElement, show: (channel: string, messages: object[],
 *   identity?: string) => void, aim: (ts: string) => boolean}} `identity` tells one list from
 *   another in the same channel
 */
export function createMessageList({ store, session, inThread, label, announce, top = () => [] }) {
  const head = el("div", { class: "messages__top" });
  const list = el("ol", {
    class: "messages__list",
    "aria-label": label,
    on: { keydown: onKey, focusin: onFocus },
  });
  const jump = el(
    "button",
    { type: "button", class: "messages__jump", hidden: true, on: { click: () => toEnd() } },
    "New messages ↓",
  );
  const scroller = el("div", { class: "messages", on: { scroll: onScroll } }, head, list);
  const node = el("div", { class: "messages-frame" }, scroller, jump);
  let isFollowing = true;
  // The window may get narrower or lower, as when a thread opens beside it: the end stays in sight.
  // What is drawn later, such as a chart, makes the list longer: so does it then.
  const observer = new ResizeObserver(() => isFollowing && toEnd(true));
  observer.observe(scroller);
  observer.observe(list);
  let shown = { identity: null, last: null, seen: new Map() };

  function show(channel, messages, identity = channel) {
    const isNew = shown.identity !== identity;
    const wasAtEnd = isNew || isAtEnd();
    const anchor = isNew ? null : firstInSight();
    const used = list.querySelector(".message:has([aria-busy=true])");
    head.replaceChildren(...top());
    reconcile(list, withDays(messages), {
      key: (item) => item.key,
      source: (item) => JSON.stringify(item),
      render: (item, before) => render(item, channel, isNew || Boolean(before)),
    });
    if (!isNew) tellNews(messages);
    follow(messages, { isNew, wasAtEnd, anchor, used });
    shown = {
      identity,
      last: messages.at(-1)?.ts ?? null,
      seen: new Map(messages.map((message) => [message.ts, message.text])),
    };
    makeReachable();
  }

  function render(item, channel, wasThere) {
    if (item.day) return el("li", { class: "day" }, el("span", {}, item.day));
    const setting = { store, session, channel, inThread, isGrouped: item.isGrouped };
    const message = renderMessage(item.message, setting);
    if (!wasThere) message.classList.add("message--new");
    return message;
  }

  function withDays(messages) {
    const { zone, now } = namesFrom(store);
    const { users, ahead } = store.get();
    let day = null;
    let previous = null;
    return messages.flatMap((message) => {
      const itsDay = dayKey(dateOf(message.ts), zone);
      const divider = { key: `day ${itsDay}`, day: itsDay !== day && dayName(message.ts, { zone, now }) };
      const isGrouped = !divider.day && belongsTo(previous, message);
      day = itsDay;
      previous = message;
      // The reader's zone and clock and everyone's names are part of how a message looks.
      const looks = { zone, ahead, today: dayKey(dateOf(now), zone), people: users.length };
      const item = { key: message.ts, message, isGrouped, ...looks };
      return divider.day ? [divider, item] : [item];
    });
  }

  /** Says what others wrote since the last time, and what was replaced in place. */
  function tellNews(messages) {
    const { user } = store.get();
    for (const message of messages.slice(-5)) {
      const { seen } = shown;
      if (message.user.id === user || seen.get(message.ts) === message.text) continue;
      const privately = message.ephemeral ? ", only visible to you" : "";
      announce(`${nameOf(message, store)}${privately}: ${(message.text ?? "").slice(0, 300)}`);
    }
  }

  /** What one waits for comes into sight; what grew elsewhere does not move what one reads. */
  function follow(messages, { isNew, wasAtEnd, anchor, used }) {
    const last = messages.at(-1);
    const hasMore = last !== undefined && last.ts !== shown.last;
    const replacement = used?.isConnected === false && nodeOf(used.dataset.ts);
    if (isNew) toEnd(true);
    else if (hasMore && (wasAtEnd || isMine(last))) toEnd();
    else if (replacement) reveal(replacement);
    else if (anchor?.node.isConnected) scroller.scrollTop += anchor.node.offsetTop - anchor.top;
    jump.hidden = isNew || !hasMore || isAtEnd();
  }

  function nodeOf(ts) {
    return list.querySelector(`[data-ts="${ts}"]`);
  }

  function reveal(message) {
    const bottom = message.offsetTop + message.offsetHeight + GAP;
    const lowest = Math.max(scroller.scrollTop, bottom - scroller.clientHeight);
    scroller.scrollTop = Math.min(lowest, message.offsetTop - GAP);
  }

  /** Brings one message into sight and marks it; false where it is not in the list. */
  function aim(ts) {
    const message = nodeOf(ts);
    if (!message) return false;
    reveal(message);
    message.classList.add("message--aimed");
    message.focus({ preventScroll: true });
    return true;
  }

  function isMine({ ephemeral, user }) {
    return ephemeral || user.id === store.get().user;
  }

  /** To the end; but where the last message is taller than the window, to where it begins. */
  function toEnd(isInstant = false) {
    const last = list.lastElementChild;
    const isTall = !isInstant && last && last.offsetHeight > scroller.clientHeight;
    scroller.scrollTop = isTall ? last.offsetTop - GAP : scroller.scrollHeight;
    jump.hidden = true;
  }

  function isAtEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  }

  function firstInSight() {
    const first = [...list.children].find(
      (item) => item.offsetTop + item.offsetHeight > scroller.scrollTop,
    );
    return first && { node: first, top: first.offsetTop };
  }

  function onScroll() {
    isFollowing = isAtEnd();
    if (isFollowing) jump.hidden = true;
  }

  /** One message at a time is in the tab order: the one last visited, at first the newest. */
  function makeReachable(current = list.querySelector(".message[tabindex='0']")) {
    const messages = [...list.querySelectorAll(".message")];
    const chosen = current ?? messages.at(-1);
    for (const message of messages) {
      const tabIndex = message === chosen ? 0 : -1;
      message.tabIndex = tabIndex;
      for (const tool of message.querySelectorAll(".message__toolbar button"))
        tool.tabIndex = tabIndex;
    }
  }

  function onFocus({ target }) {
    const message = target.closest(".message");
    if (message) makeReachable(message);
  }

  function onKey(event) {
    if (!event.target.matches(".message")) return;
    const messages = [...list.querySelectorAll(".message")];
    const at = messages.indexOf(event.target);
    const next = {
      ArrowUp: messages[at - 1],
      ArrowDown: messages[at + 1],
      Home: messages[0],
      End: messages.at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  return { node, show, aim };
}

function belongsTo(previous, message) {
  return Boolean(
    previous &&
    previous.user.id === message.user.id &&
    !previous.ephemeral &&
    !message.ephemeral &&
    Number(message.ts) - Number(previous.ts) < GROUP_SECONDS,
  );
}
