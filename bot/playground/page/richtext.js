import { fillDate } from "./dates.js";
import { el, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelLink, mention } from "./mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

/**
 * A `rich_text` block's content. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 * @param {{elements: object[]}} block
 * @param {import("./mrkdwn.js").Names} names
 * @returns {Node[]}
 */
export function richText(block, names) {
  return nested(block.elements).map((part) => renderPart(part, names));
}

/**
 * The words of a rich text without their looks, for sorting and for screen readers.
 * @param {object} part
 * @returns {string}
 */
export function richTextWords(part) {
  if (part.elements) return part.elements.map(richTextWords).join("");
  return part.text ?? part.url ?? part.name ?? "";
}

function renderPart(part, names) {
  if (part.type === "rich_text_list") return list(part, names);
  const content = (part.elements ?? []).map((element) => renderElement(element, names));
  if (part.type === "rich_text_preformatted") {
    return el("pre", { class: "code-block", tabindex: "0" }, ...content);
  }
  if (part.type === "rich_text_quote") return el("blockquote", {}, ...content);
  return el("div", { class: "rich-section" }, ...content);
}

/**
 * Slack sends a nested list as flat neighbours with a growing `indent`; a list belongs inside the
 * last item of the one before.
 */
function nested(parts) {
  const roots = [];
  let open = [];
  for (const part of parts) {
    if (part.type !== "rich_text_list") {
      open = [];
      roots.push(part);
      continue;
    }
    const copy = { ...part, inner: new Map() };
    const indent = part.indent ?? 0;
    open = open.filter((list) => (list.indent ?? 0) < indent);
    const parent = open.at(-1);
    if (parent) {
      const last = parent.elements.length - 1;
      parent.inner.set(last, [...(parent.inner.get(last) ?? []), copy]);
    } else {
      roots.push(copy);
    }
    open.push(copy);
  }
  return roots;
}

function list(part, names) {
  const items = part.elements.map((element, index) =>
    el(
      "li",
      {},
      renderPart(element, names),
      (part.inner?.get(index) ?? []).map((inner) => list(inner, names)),
    ),
  );
  if (part.style !== "ordered") return el("ul", {}, ...items);
  return el("ol", { start: part.offset ? part.offset + 1 : null }, ...items);
}

function renderElement(element, names) {
  const node = bareElement(element, names);
  return Object.entries(STYLES).reduce(
    (inner, [style, tag]) => (element.style?.[style] ? el(tag, {}, inner) : inner),
    node,
  );
}

function bareElement(element, names) {
  switch (element.type) {
    case "text":
      return document.createTextNode(element.text);
    case "link":
      return link(element.url, element.text ?? element.url);
    case "user":
      return mention(element.user_id, null, names);
    case "channel":
      return channelLink(element.channel_id, null, names);
    case "emoji":
      return document.createTextNode(emoji(element.name) ?? `:${element.name}:`);
    case "broadcast":
      return el("span", { class: "mention" }, `@${element.range}`);
    case "usergroup":
      return el("span", { class: "mention" }, `@${element.usergroup_id}`);
    case "date":
      return el(
        "time",
        {},
        fillDate(element.timestamp, element.format, names) ?? element.fallback ?? "",
      );
    default:
      return document.createTextNode(element.text ?? element.value ?? "");
  }
}
