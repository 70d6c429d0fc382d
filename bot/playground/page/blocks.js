import { chart } from "./chart.js";
import { el, link, uniqueId } from "./dom.js";
import { renderElement } from "./elements.js";
import { keepValue } from "./fields.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { plain, textObject } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { richText } from "./richtext.js";
import { dataTable, table } from "./tables.js";

const REQUIRED = "Please complete this required field.";

/**
 * One renderer per block type. https://docs.slack.dev/reference/block-kit/blocks
 * @type {Record<string, (block: object, surface: import("./surface.js").Surface) => HTMLElement>}
 */
const RENDERERS = {
  actions,
  alert,
  context,
  data_table: (block, { names }) => dataTable(block, names),
  data_visualization: chart,
  divider: () => el("hr"),
  header: (block) => el("h3", { class: "header" }, plain(block.text)),
  image,
  input,
  markdown: (block) => el("div", { class: "mrkdwn markdown" }, ...markdown(block.text)),
  rich_text: (block, { names }) => el("div", { class: "mrkdwn" }, ...richText(block, names)),
  section,
  table: (block, { names }) => table(block, names),
  video,
};

/**
 * A block as it looks in a message, a modal or a Home tab.
 * @param {object} block
 * @param {import("./surface.js").Surface} surface
 * @returns {HTMLElement}
 */
export function renderBlock(block, surface) {
  const render = Object.hasOwn(RENDERERS, block.type) ? RENDERERS[block.type] : unknown;
  const data = { blockId: block.block_id, type: block.type };
  return el("div", { class: `block block--${block.type}`, data }, render(block, surface));
}

function place(block, surface, { labels = {}, dispatches = true, required = null } = {}) {
  return {
    block,
    dispatches,
    required,
    labels,
    names: surface.names,
    directory: surface.directory,
    act: (element, fields, node) => surface.act({ block, element, fields, node }),
    suggest: (element, query) => surface.suggest({ block, element, query }),
  };
}

function element(object, block, surface, how) {
  const kept = surface.kept[block.block_id]?.[object.action_id];
  return renderElement(keepValue(object, kept), place(block, surface, how));
}

function section(block, surface) {
  return el(
    "div",
    { class: block.accessory ? "section section--accessory" : "section" },
    el(
      "div",
      { class: "section__main" },
      block.text && el("div", { class: "mrkdwn" }, ...textObject(block.text, surface.names)),
      block.fields &&
        el(
          "div",
          { class: "section__fields" },
          ...block.fields.map((field) =>
            el("div", { class: "mrkdwn" }, ...textObject(field, surface.names)),
          ),
        ),
    ),
    block.accessory &&
      el("div", { class: "section__side" }, element(block.accessory, block, surface)),
  );
}

function actions(block, surface) {
  return el(
    "div",
    { class: "actions" },
    ...block.elements.map((object) => element(object, block, surface)),
  );
}

function context(block, surface) {
  return el(
    "div",
    { class: "context" },
    ...block.elements.map((object) => element(object, block, surface)),
  );
}

function input(block, surface) {
  const [labelId, id, hintId, errorId] = ["label", "control", "hint", "error"].map(uniqueId);
  const describedBy = `${block.hint ? `${hintId} ` : ""}${errorId}`;
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
    el("div", { class: "field__error", id: errorId, role: "alert", data: { error: true } }),
    block.hint && el("div", { class: "field__hint muted", id: hintId }, plain(block.hint)),
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

function image(block) {
  return el(
    "figure",
    { class: "image" },
    block.title && el("figcaption", { class: "muted" }, plain(block.title)),
    picture(block),
  );
}

function video(block) {
  const by = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  return el(
    "div",
    { class: "card" },
    icon("video"),
    el(
      "div",
      {},
      by && el("div", { class: "muted" }, by),
      el("strong", {}, link(block.title_url ?? block.video_url, plain(block.title))),
      block.description && el("div", {}, plain(block.description)),
    ),
  );
}

function alert(block, { names }) {
  const level = block.level ?? "default";
  const isUrgent = level === "error" || level === "warning";
  return el(
    "div",
    { class: `alert alert--${level}`, role: isUrgent ? "alert" : "status" },
    icon(isUrgent ? "alert" : level === "success" ? "check" : "info"),
    el("div", { class: "mrkdwn" }, ...textObject(block.text, names)),
  );
}

function unknown({ type }) {
  return el(
    "div",
    { class: "unknown" },
    `A block of type “${type}” is not drawn in the playground.`,
  );
}
