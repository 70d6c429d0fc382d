import { el } from "./dom.js";
import { plain } from "./mrkdwn.js";

/**
 * A `table` block; its first row is drawn as the heads.
 * https://docs.slack.dev/reference/block-kit/blocks/table-block
 * @param {{rows: object[][], column_settings?: object[]}} block
 * @returns {HTMLElement}
 */
export function table({ rows, column_settings: settings = [] }) {
  const [head, ...body] = rows.map((cells) => cells.map(plain));
  const wraps = (at) => (settings[at]?.is_wrapped ? "wraps" : null);
  const heads = head.map((text, at) => el("th", { class: wraps(at), scope: "col" }, text));
  const lines = body.map((cells) => cells.map((text, at) => el("td", { class: wraps(at) }, text)));
  return scrolled("Table", "table", heads, lines);
}

/**
 * A table that scrolls sideways where it is too wide.
 * @param {string} label
 * @param {string} style its class
 * @param {HTMLElement[]} heads
 * @param {HTMLElement[][]} rows
 * @returns {HTMLElement}
 */
export function scrolled(label, style, heads, rows) {
  return el(
    "div",
    // What scrolls sideways has to be reached by keyboard too.
    { class: "table-scroll", tabindex: "0", role: "group", "aria-label": label },
    el(
      "table",
      { class: style },
      el("thead", {}, el("tr", {}, ...heads)),
      el("tbody", {}, ...rows.map((cells) => el("tr", {}, ...cells))),
    ),
  );
}
