import { chart } from "./chart.js";
import { el, uniqueId } from "./dom.js";
import { ELEMENTS } from "./elements.js";
import { keepValue } from "./fields.js";
import { mrkdwn, plain } from "./mrkdwn.js";
import { table } from "./tables.js";

const REQUIRED = "Please complete this required field.";

/**
 * One renderer per block type that Rolecall sends; `bot/playground/limits` knows the same ones.
 * https://docs.slack.dev/reference/block-kit/blocks
 * @type {Record<string, (block: object, surface: import("./surface.js").Surface) => HTMLElement>}
 */
export const BLOCKS = {
  actions,
  context,
  context_actions: actions,
  data_visualization: chart,
  divider: () => el("hr"),
  header: (block) => el("h3", { class: "header" }, plain(block.text)),
  input,
  section: (block, { names }) => el("div", { class: "mrkdwn" }, ...mrkdwn(block.text, names)),
  table,
};

/**
 * A block as it looks in a message, a modal or a Home tab.
 * @param {object} block
 * @param {import("./surface.js").Surface} surface
 * @returns {HTMLElement}
 */
export function renderBlock(block, surface) {
  const data = { blockId: block.block_id, type: block.type };
  const node = BLOCKS[block.type](block, surface);
  return el("div", { class: `block block--${block.type}`, data }, node);
}

function place(block, surface, { labels = {}, dispatches = true, required = null } = {}) {
  return {
    block,
    dispatches,
    required,
    labels,
    directory: surface.directory,
    act: (element, fields, node) => surface.act({ block, element, fields, node }),
    suggest: (element, query) => surface.suggest({ block, element, query }),
  };
}

function element(object, block, surface, how) {
  const kept = surface.kept[block.block_id]?.[object.action_id];
  return ELEMENTS[object.type](keepValue(object, kept), place(block, surface, how));
}

function actions(block, surface) {
  return el(
    "div",
    { class: "actions" },
    ...block.elements.map((object) => element(object, block, surface)),
  );
}

function context({ elements }, { names }) {
  const texts = elements.map((text) => el("span", { class: "mrkdwn" }, ...mrkdwn(text, names)));
  return el("div", { class: "context" }, ...texts);
}

function input(block, surface) {
  const [labelId, id, describedBy] = ["label", "control", "error"].map(uniqueId);
  const isOptional = Boolean(block.optional);
  return el(
    "div",
    { class: "field" },
    el(
      "label",
      { class: "field__label", id: labelId, for: id },
      plain(block.label),
      isOptional && el("span", { class: "muted field__optional" }, " (optional)"),
    ),
    element(block.element, block, surface, {
      labels: { labelId, id, describedBy },
      dispatches: Boolean(block.dispatch_action),
      required: isOptional ? null : REQUIRED,
    }),
    el("div", { class: "field__error", id: describedBy, role: "alert", data: { error: true } }),
  );
}

/**
 * Shows what is wrong beside the inputs that it belongs to, and takes back what was there before.
 * @param {Element} root
 * @param {Record<string, string>} errors by block_id
 * @returns {string[]} what belongs to no input here
 */
export function showErrors(root, errors) {
  const left = new Map(Object.entries(errors));
  for (const node of root.querySelectorAll(".block--input")) {
    const text = left.get(node.dataset.blockId) ?? "";
    left.delete(node.dataset.blockId);
    node.querySelector("[data-error]").textContent = text;
    const control = node.querySelector("[data-action-id]");
    if (text) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
  }
  root.querySelector("[aria-invalid]")?.focus();
  return [...left.values()];
}

/**
 * Takes back what was said of an input once it is being corrected.
 * @param {Event} event
 */
export function forgetError({ target }) {
  target.closest(".block--input")?.querySelector("[data-error]").replaceChildren();
  target.removeAttribute("aria-invalid");
}
