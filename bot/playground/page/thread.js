import { createComposer } from "./composer.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { createMessageList } from "./messages.js";

/**
 * The panel with one message's replies.
 * @param {HTMLElement} node the panel's place in the page
 * @param {{store: object, session: object, announce: (text: string) => void}} tools
 */
export function createThread(node, { store, session, announce }) {
  let opener = null;
  const title = el("span", { class: "muted pane__sub" });
  const close = el(
    "button",
    {
      type: "button",
      class: "tool",
      "aria-label": "Close the thread",
      title: "Close the thread",
      data: { testid: "thread-close" },
      on: { click: session.closeThread },
    },
    icon("close"),
  );
  const list = createMessageList({ store, session, announce, inThread: true, label: "Thread" });
  const composer = createComposer({
    store,
    testid: "thread-composer",
    label: () => "Reply…",
    send: (text, files) => session.say(text, store.get().thread.ts, files),
  });
  const status = el("div", { class: "muted pane__status", role: "status", data: { testid: "status" } });
  node.append(
    el(
      "header",
      { class: "pane__head" },
      el("h2", { class: "pane__title" }, "Thread"),
      title,
      close,
    ),
    list.node,
    status,
    el("div", { class: "pane__foot" }, composer.node),
  );
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") session.closeThread();
  });

  store.watch(
    ({ thread, notices, dismissed, ahead }) => [thread, notices, dismissed, ahead],
    (thread, notices, dismissed) => {
      const wasOpen = !node.hidden;
      node.hidden = !thread;
      if (!thread) {
        if (wasOpen && opener?.isConnected) opener.focus();
        return;
      }
      if (!wasOpen) opener = document.activeElement;
      const { channels } = store.get();
      const channel = channels.find(({ id }) => id === thread.channel);
      title.textContent = channel?.is_im ? "" : `#${channel?.name ?? ""}`;
      if (!wasOpen) composer.focus();
      status.replaceChildren(...working(thread, session, store.get().app));
      if (!thread.messages) return;
      const local = notices.filter(({ thread_ts: ts }) => ts === thread.ts);
      const shown = [...thread.messages, ...local].filter(({ ts }) => !dismissed.has(ts));
      list.show(thread.channel, shown, `${thread.channel} ${thread.ts}`);
    },
  );
}

/** What an agent's thread shows while an answer takes its time. */
function working(thread, session, app) {
  if (thread.status !== "processing") return [];
  const stop = el(
    "button",
    { type: "button", class: "button button--default", on: { click: () => session.stop(thread) } },
    "Stop",
  );
  return [`${app.name} is working… `, stop];
}
