import { el } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { richText, richTextWords } from "./richtext.js";

/**
 * A `table` block; its first row is drawn as the heads.
 * https://docs.slack.dev/reference/block-kit/blocks/table-block
 * @param {{rows: object[][], column_settings?: object[]}} block
 * @param {import("./mrkdwn.js").Names} names
 * @returns {HTMLElement}
 */
export function table({ rows, column_settings: settings = [] }, names) {
  const looks = (at) => {
    const { align = "left", is_wrapped: isWrapped = false } = settings[at] ?? {};
    return `align-${align}${isWrapped ? " wraps" : ""}`;
  };
  const row = (tag) => (cells) =>
    el(
      "tr",
      {},
      ...cells.map((cell, at) =>
        el(
          tag,
          { class: looks(at), scope: tag === "th" ? "col" : null },
          ...cellNodes(cell, names),
        ),
      ),
    );
  const [head, ...body] = rows;
  return scroller(
    "Table",
    el(
      "table",
      { class: "table" },
      el("thead", {}, row("th")(head)),
      el("tbody", {}, ...body.map(row("td"))),
    ),
  );
}

/** How many rows a page has where the block does not say. */
const PAGE_SIZE = 5;

/**
 * A `data_table` block: sorted by a click on a head, and in pages.
 * https://docs.slack.dev/reference/block-kit/blocks/data-table-block
 * @param {object} block
 * @param {import("./mrkdwn.js").Names} names
 * @returns {HTMLElement}
 */
export function dataTable(block, names) {
  const [head, ...rows] = block.rows;
  const pageSize = block.page_size ?? PAGE_SIZE;
  const named = block.row_header_column_index ?? 0;
  const isNumber = head.map((_, at) => rows.every((row) => row[at].type === "raw_number"));
  const body = el("tbody");
  const heads = head.map(headCell);
  const pager = el("div", { class: "pager" });
  let sorted = { column: null, direction: 1 };
  let page = 0;

  function headCell(cell, at) {
    const text = cell.text ?? richTextWords(cell);
    return el(
      "th",
      { scope: "col", "aria-sort": "none", class: isNumber[at] ? "align-right" : null },
      el(
        "button",
        { type: "button", class: "table__sort", on: { click: () => sortBy(at) } },
        text,
        icon("sort"),
      ),
    );
  }

  function sortBy(column) {
    const isSame = sorted.column === column;
    sorted = { column, direction: isSame ? -sorted.direction : 1 };
    page = 0;
    show();
  }

  function turnTo(next) {
    page = next;
    show();
  }

  function show() {
    const ordered = sorted.column === null ? rows : [...rows].sort(byColumn(sorted));
    const from = page * pageSize;
    body.replaceChildren(...ordered.slice(from, from + pageSize).map(bodyRow));
    heads.forEach((cell, at) => {
      const direction = sorted.direction === 1 ? "ascending" : "descending";
      cell.setAttribute("aria-sort", at === sorted.column ? direction : "none");
    });
    const last = Math.min(from + pageSize, rows.length);
    pager.replaceChildren(
      el("span", { class: "muted", role: "status" }, `${from + 1}–${last} of ${rows.length}`),
      pageButton("Previous", page - 1, page > 0),
      pageButton("Next", page + 1, last < rows.length),
    );
  }

  function pageButton(label, target, isOpen) {
    const attributes = { type: "button", class: "button button--small", disabled: !isOpen };
    return el("button", { ...attributes, on: { click: () => turnTo(target) } }, label);
  }

  function bodyRow(cells) {
    return el(
      "tr",
      {},
      ...cells.map((cell, at) =>
        el(
          at === named ? "th" : "td",
          { scope: at === named ? "row" : null, class: isNumber[at] ? "align-right" : null },
          ...cellNodes(cell, names),
        ),
      ),
    );
  }

  show();
  return el(
    "div",
    { class: "data-table" },
    scroller(
      block.caption,
      el(
        "table",
        { class: "table table--data" },
        el("caption", {}, block.caption),
        el("thead", {}, el("tr", {}, ...heads)),
        body,
      ),
    ),
    rows.length > pageSize && pager,
  );
}

function byColumn({ column, direction }) {
  return (one, other) => {
    const [a, b] = [one[column], other[column]];
    if (a.type === "raw_number" && b.type === "raw_number") return direction * (a.value - b.value);
    return direction * words(a).localeCompare(words(b), "en", { numeric: true });
  };
}

function words(cell) {
  return cell.type === "rich_text" ? richTextWords(cell) : (cell.text ?? "");
}

function cellNodes(cell, names) {
  return cell.type === "rich_text" ? richText(cell, names) : [plain(cell)];
}

function scroller(label, table) {
  // What scrolls sideways has to be reached by keyboard too.
  return el(
    "div",
    { class: "table-scroll", tabindex: "0", role: "group", "aria-label": label },
    table,
  );
}
