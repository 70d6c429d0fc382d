import { renderBlock } from "./blocks.js";
import { avatar } from "./avatars.js";
import { clock, fullTime } from "./dates.js";
import { el, link } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { createSurface } from "./surface.js";

/**
 * @typedef {object} MessageSetting where a message is shown, and what may be done with it there
 * @property {object} store
 * @property {object} session
 * @property {string} channel
 * @property {boolean} inThread
 * @property {boolean} isGrouped whether it follows one of the same author, and needs no name
 */

/**
 * One message of a channel or thread.
 * @param {object} message as the server gives it
 * @param {MessageSetting} setting
 * @returns {HTMLElement}
 */
export function renderMessage(message, setting) {
  const { store, session, channel, isGrouped } = setting;
  const body = el("div", { class: "message__body" });
  const surface = createSurface({
    store,
    session,
    container: { type: "message", channel, ts: message.ts },
    root: () => body,
    report: (error) => session.notice(channel, error, setting.inThread ? message.thread_ts : null),
  });
  const name = nameOf(message, store);
  body.append(...content(message, surface));
  const time = clock(message.ts, surface.names.zone);
  const node = el(
    "li",
    {
      class: `message${isGrouped ? " message--grouped" : ""}${message.ephemeral ? " message--ephemeral" : ""}`,
      tabindex: "-1",
      "aria-label": `${name}, ${time}${message.ephemeral ? ", only visible to you" : ""}`,
      data: {
        ts: message.ts,
        ephemeral: message.ephemeral ? "true" : null,
        author: message.user.id,
      },
      on: { keydown: (event) => onKey(event, node) },
    },
    message.ephemeral && privacyLine(message, setting),
    el(
      "div",
      { class: "message__gutter" },
      isGrouped
        ? timeNode(message, surface.names)
        : avatar(message.user.id, name, isApp(message.user)),
    ),
    el(
      "div",
      { class: "message__main" },
      !isGrouped &&
        el(
          "div",
          { class: "message__head" },
          el("span", { class: "message__name" }, name),
          isApp(message.user) && el("span", { class: "tag" }, "APP"),
          timeNode(message, surface.names),
        ),
      body,
      !setting.inThread && message.reply_count > 0 && replies(message, session),
    ),
    !message.ephemeral && toolbar(message, setting),
  );
  return node;
}

function content({ blocks, text, edited, files }, surface) {
  const mark = edited ? [el("span", { class: "message__edited muted" }, " (edited)")] : [];
  const shown = blocks?.length
    ? [...blocks.map((block) => renderBlock(block, surface)), ...mark]
    : [el("div", { class: "mrkdwn" }, ...mrkdwn({ text: text ?? "" }, surface.names), ...mark)];
  return [...shown, ...(files ?? []).map(fileCard)];
}

function fileCard({ title, name, permalink }) {
  return el("div", { class: "card" }, icon("file"), link(permalink ?? "", title ?? name));
}

/**
 * @param {{user: {id: string, name: string}}} message
 * @param {object} store
 * @returns {string} the author's full name
 */
export function nameOf({ user }, store) {
  return store.get().users.find(({ id }) => id === user.id)?.real_name ?? user.name;
}

/** Slackbot is Slack itself, and no app. */
function isApp({ id, is_bot: isBot }) {
  return isBot && id !== "USLACKBOT";
}

function timeNode({ ts }, { zone }) {
  return el("time", { class: "message__time muted", title: fullTime(ts, zone) }, clock(ts, zone));
}

function privacyLine({ ts }, { session }) {
  return el(
    "div",
    { class: "message__privacy muted" },
    icon("eye"),
    "Only visible to you",
    el(
      "button",
      {
        type: "button",
        class: "link-button",
        data: { testid: "dismiss" },
        on: { click: () => session.dismiss(ts) },
      },
      "Dismiss",
    ),
  );
}

function replies({ ts, reply_count: count }, session) {
  return el(
    "button",
    {
      type: "button",
      class: "message__replies",
      data: { testid: "replies" },
      on: { click: () => session.openThread(ts) },
    },
    icon("message"),
    `${count} ${count === 1 ? "reply" : "replies"}`,
    el("span", { class: "muted message__view-thread" }, "View thread"),
  );
}

function toolbar(message, setting) {
  const { session, store, inThread } = setting;
  const open = ({ currentTarget: anchor }) =>
    openMenu(anchor, "Message actions", menuItems(message, setting), { align: "end" });
  return el(
    "div",
    { class: "message__toolbar", role: "group", "aria-label": "Message actions" },
    !inThread &&
      el(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": "Reply in thread",
          title: "Reply in thread",
          data: { testid: "reply" },
          on: { click: () => session.openThread(message.thread_ts ?? message.ts) },
        },
        icon("message"),
      ),
    el(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": `More actions: ${store.get().app.name}'s shortcuts and more`,
        title: "More actions",
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        data: { testid: "message-menu" },
        on: { click: open },
      },
      icon("more"),
    ),
  );
}

function menuItems(message, { session, store, inThread }) {
  const { shortcuts, app } = store.get();
  const items = shortcuts.map(({ name, callback_id: callbackId }) => ({
    label: name,
    detail: app.name,
    data: { callbackId },
    run: () => session.shortcut(message.ts, callbackId),
  }));
  const reply = {
    label: "Reply in thread",
    data: { testid: "menu-reply" },
    run: () => session.openThread(message.thread_ts ?? message.ts),
  };
  const copy = { label: "Copy text", run: () => navigator.clipboard.writeText(message.text ?? "") };
  return [...items, ...(inThread ? [] : [reply]), copy];
}

/** While the message itself has the focus: Enter or M for its menu, T for its thread. */
function onKey(event, node) {
  if (event.target !== node || event.ctrlKey || event.metaKey || event.altKey) return;
  const wanted = {
    enter: "message-menu",
    m: "message-menu",
    contextmenu: "message-menu",
    t: "reply",
  };
  const button = node.querySelector(`[data-testid=${wanted[event.key.toLowerCase()]}]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}
