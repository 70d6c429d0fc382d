import { forgetError, renderBlock, showErrors } from "./blocks.js";
import { el, uniqueId } from "./dom.js";
import { fieldProblems, readFields } from "./fields.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { reconcile } from "./reconcile.js";
import { createSurface } from "./surface.js";

/** What Slack says when an app does not answer a submission as it should. */
const TROUBLE = "We had some trouble connecting. Try again?";

/**
 * Keeps the open modals in step with the store's stack of views: each is a dialog over the one
 * before it, whose inputs stay as they were.
 * @param {{store: object, session: object}} tools
 */
export function createModals({ store, session }) {
  const open = new Map();

  store.watch(
    ({ views }) => [views],
    (views) => {
      for (const [id, modal] of open) {
        if (views.some((view) => view.id === id)) continue;
        open.delete(id);
        modal.remove();
      }
      for (const view of views) {
        const known = open.get(view.id);
        if (known) known.update(view);
        else open.set(view.id, createModal(view, { store, session }));
      }
      const dialogs = [...open.values()];
      dialogs.forEach((modal, at) => modal.setCovered(at < dialogs.length - 1));
    },
  );
}

function createModal(first, { store, session }) {
  const titleId = uniqueId("modal");
  const title = el("h2", { class: "dialog__title", id: titleId });
  const problem = el("div", { class: "dialog__problem", role: "alert" });
  const blocks = el("div", { class: "dialog__blocks", on: { input: forgetError } });
  const body = el("div", { class: "dialog__body", tabindex: "-1" }, problem, blocks);
  const foot = el("footer", { class: "dialog__foot" });
  const form = el(
    "form",
    { class: "dialog__form", novalidate: true, on: { submit: onSubmit } },
    el("header", { class: "dialog__head" }, title, closeAll()),
    body,
    foot,
  );
  const dialog = el(
    "dialog",
    {
      class: "dialog",
      "aria-labelledby": titleId,
      data: { testid: "modal", viewId: first.id, callbackId: first.callback_id },
      on: { cancel: onCancel, keydown: trapFocus },
    },
    form,
  );
  const opener = document.activeElement;
  let view = first;

  function update(next) {
    const isFirst = !dialog.isConnected;
    const kept = isFirst ? {} : readFields(blocks);
    view = next;
    dialog.dataset.callbackId = view.callback_id ?? "";
    title.textContent = plain(view.title);
    const surface = createSurface({
      store,
      session,
      container: { type: "view", view_id: view.id },
      root: () => blocks,
      report: (error) => (problem.textContent = error),
      kept,
    });
    reconcile(blocks, view.blocks, {
      key: (block) => block.block_id,
      source: (block) => JSON.stringify(block),
      render: (block) => renderBlock(block, surface),
    });
    foot.replaceChildren(...footButtons());
  }

  function footButtons() {
    const hasInput = view.blocks.some(({ type }) => type === "input");
    const closeButton = el(
      "button",
      { type: "button", class: "button", data: { testid: "modal-close" }, on: { click: close } },
      view.close ? plain(view.close) : "Close",
    );
    if (!view.submit && !hasInput) return [closeButton];
    const words = view.submit ? plain(view.submit) : "Submit";
    return [
      closeButton,
      el(
        "button",
        {
          type: "submit",
          class: "button button--primary",
          data: { testid: "modal-submit" },
        },
        words,
      ),
    ];
  }

  function closeAll() {
    const run = async () => {
      for (const { id } of [...store.get().views].reverse()) await session.close(id);
    };
    return el(
      "button",
      {
        type: "button",
        class: "tool dialog__x",
        "aria-label": "Close",
        data: { testid: "modal-x" },
        on: { click: run },
      },
      icon("close"),
    );
  }

  function close() {
    session.close(view.id);
  }

  async function onSubmit(event) {
    event.preventDefault();
    const button = foot.querySelector("[data-testid=modal-submit]");
    if (!button || button.getAttribute("aria-busy") === "true") return;
    problem.textContent = "";
    const wrong = fieldProblems(blocks);
    showErrors(blocks, wrong);
    if (Object.keys(wrong).length) return;
    button.setAttribute("aria-busy", "true");
    const { ok, errors, error } = await session.submit(view.id, readFields(blocks));
    button.removeAttribute("aria-busy");
    if (ok) {
      // Where the app shows an answer in the same modal, it begins at the top.
      body.scrollTop = 0;
      return;
    }
    const unplaced = errors ? showErrors(blocks, errors) : [error ?? TROUBLE];
    problem.textContent = unplaced.join(" ");
  }

  /** The server decides what is open, so Escape asks it, and the dialog stays until it answers. */
  function onCancel(event) {
    if (event.target !== dialog) return;
    event.preventDefault();
    close();
  }

  function trapFocus(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll("button, input, textarea, a[href], [tabindex='0']")];
    const reachable = stops.filter((stop) => !stop.disabled && stop.offsetParent !== null);
    const [from, to] = event.shiftKey
      ? [reachable[0], reachable.at(-1)]
      : [reachable.at(-1), reachable[0]];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }

  function setCovered(isCovered) {
    dialog.classList.toggle("dialog--covered", isCovered);
  }

  function remove() {
    dialog.close();
    dialog.remove();
    // The browser gives back the focus but not the caret: without this one would type into nothing.
    document.activeElement.blur();
    (opener.isConnected ? opener : document.getElementById("main")).focus();
  }

  update(first);
  document.body.append(dialog);
  dialog.showModal();
  const start = blocks.querySelector("[data-action-id]");
  // What stands above the first input is to be read first, and must not be scrolled away.
  (start ?? foot.querySelector("button")).focus({ preventScroll: true });
  return { update, setCovered, remove };
}
