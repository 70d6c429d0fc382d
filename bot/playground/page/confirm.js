import { el, uniqueId } from "./dom.js";
import { plain } from "./mrkdwn.js";

/**
 * Asks before something is done: Slack's confirmation dialog.
 * https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
 * @param {{title: object, text: object, confirm: object, deny: object}} object
 * @returns {Promise<boolean>}
 */
export function askConfirm(object) {
  const titleId = uniqueId("confirm");
  const answer = (value) => (event) => event.currentTarget.closest("dialog").close(value);
  const dialog = el(
    "dialog",
    { class: "dialog dialog--small", "aria-labelledby": titleId, data: { testid: "confirm" } },
    el(
      "header",
      { class: "dialog__head" },
      el("h2", { class: "dialog__title", id: titleId }, plain(object.title)),
    ),
    el("div", { class: "dialog__body mrkdwn" }, plain(object.text)),
    el(
      "footer",
      { class: "dialog__foot" },
      el(
        "button",
        { type: "button", class: "button", data: { testid: "deny" }, on: { click: answer("") } },
        plain(object.deny),
      ),
      el(
        "button",
        {
          type: "button",
          class: "button button--primary",
          autofocus: true,
          data: { testid: "confirm-yes" },
          on: { click: answer("yes") },
        },
        plain(object.confirm),
      ),
    ),
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}
