import { el, uniqueId } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";

/**
 * Asks before something is done: Slack's confirmation dialog.
 * https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
 * @param {{title: object, text: object, confirm: object, deny: object, style?: string}} object
 * @param {import("./mrkdwn.js").Names} names
 * @returns {Promise<boolean>}
 */
export function askConfirm(object, names) {
  const titleId = uniqueId("confirm");
  const style = object.style === "danger" ? "danger" : "primary";
  const answer = (value) => (event) => event.currentTarget.closest("dialog").close(value);
  const dialog = el(
    "dialog",
    { class: "dialog dialog--small", "aria-labelledby": titleId, data: { testid: "confirm" } },
    el(
      "header",
      { class: "dialog__head" },
      el("h2", { class: "dialog__title", id: titleId }, plain(object.title)),
    ),
    el("div", { class: "dialog__body mrkdwn" }, ...textObject(object.text, names)),
    el(
      "footer",
      { class: "dialog__foot" },
      el(
        "button",
        { type: "button", class: "button", data: { testid: "deny" }, on: { click: answer("") } },
        object.deny ? plain(object.deny) : "Cancel",
      ),
      el(
        "button",
        {
          type: "button",
          class: `button button--${style}`,
          autofocus: true,
          data: { testid: "confirm-yes" },
          on: { click: answer("yes") },
        },
        object.confirm ? plain(object.confirm) : "Yes",
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
