import { fillDate } from "./dates.js";
import { el, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

/**
 * @typedef {object} Names who and what the ids in a text stand for
 * @property {string} me the id of the person who looks
 * @property {string} [zone] that person's time zone
 * @property {number} now the playground's time, in seconds since 1970
 * @property {(id: string) => string} user
 * @property {(id: string) => string} channel
 * @property {(id: string) => string} channelHref
 */

const TAGS = { "*": "strong", _: "em", "~": "s" };
const QUOTED = /^(>>>|>|&gt;&gt;&gt;|&gt;) ?(.*)$/;
const BULLET = /^(\s*)([•◦▪]|\d+\.)\s+(.*)$/;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Slack's own markup as DOM nodes.
 * https://docs.slack.dev/messaging/formatting-message-text
 * @param {{text: string, verbatim?: boolean}} object `verbatim` leaves bare addresses as plain text
 * @param {Names} names
 * @returns {Node[]}
 */
export function mrkdwn({ text, verbatim = false }, names) {
  const context = { names, verbatim };
  return text
    .split(/\n?```\n?([\s\S]+?)\n?```\n?/)
    .flatMap((part, index) => (index % 2 ? [codeBlock(part)] : lines(part, context)));
}

/**
 * Text of the type `plain_text`: no markup, emoji by name.
 * @param {{text: string}} object
 * @returns {string}
 */
export function plain({ text }) {
  return withEmoji(decodeEntities(text));
}

/** Slack's three entities, and only those, as characters. */
function decodeEntities(text) {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
}

function codeBlock(text) {
  return el("pre", { class: "code-block", tabindex: "0" }, decodeEntities(text));
}

function lines(text, context) {
  const nodes = [];
  let quote = null;
  let quotesTheRest = false;
  let startsLine = true;

  function addBlock(block) {
    // A blank line before a block needs a second newline to be seen.
    if (nodes.at(-1)?.data === "\n") nodes.push(document.createTextNode("\n"));
    nodes.push(block);
    startsLine = true;
  }

  for (const line of text.split("\n")) {
    const quoted = quotesTheRest ? ["", "", line] : QUOTED.exec(line);
    const bullet = quoted ? null : BULLET.exec(line);
    if (quoted) {
      quotesTheRest ||= decodeEntities(quoted[1]) === ">>>";
      if (quote) quote.append("\n");
      else addBlock((quote = el("blockquote")));
      quote.append(...inline(quoted[2], context));
      continue;
    }
    quote = null;
    if (bullet) {
      addBlock(bulletLine(bullet, context));
      continue;
    }
    if (!startsLine) nodes.push(document.createTextNode("\n"));
    nodes.push(...inline(line, context));
    startsLine = false;
  }
  return nodes;
}

/** A line of its own that wraps under its text and not under its mark. */
function bulletLine([, indent, mark, text], context) {
  return el(
    "span",
    { class: indent.length > 1 ? "bullet bullet--deep" : "bullet" },
    el("span", { class: "bullet__mark" }, `${mark} `),
    el("span", {}, ...inline(text, context)),
  );
}

function inline(text, context) {
  const nodes = [];
  let plainFrom = 0;
  let at = 0;
  const take = (node, end) => {
    nodes.push(...words(text.slice(plainFrom, at), context), node);
    at = plainFrom = end;
  };
  while (at < text.length) {
    const span = codeSpan(text, at) ?? angled(text, at, context) ?? styled(text, at, context);
    if (span) take(span.node, span.end);
    else at += 1;
  }
  return [...nodes, ...words(text.slice(plainFrom), context)];
}

function codeSpan(text, at) {
  if (text[at] !== "`") return null;
  const close = text.indexOf("`", at + 1);
  if (close <= at + 1) return null;
  return { node: el("code", {}, decodeEntities(text.slice(at + 1, close))), end: close + 1 };
}

function angled(text, at, context) {
  if (text[at] !== "<") return null;
  const close = text.indexOf(">", at);
  if (close === -1) return null;
  const node = token(text.slice(at + 1, close), context);
  return node && { node, end: close + 1 };
}

function styled(text, at, context) {
  const marker = text[at];
  if (!(marker in TAGS) || WORD.test(text[at - 1] ?? "") || /\s|^$/.test(text[at + 1] ?? "")) {
    return null;
  }
  const close = closing(text, at + 1, marker);
  if (close === -1) return null;
  const node = el(TAGS[marker], {}, ...inline(text.slice(at + 1, close), context));
  return { node, end: close + 1 };
}

/** Where a style ends: outside of code and links, after a character and before no word. */
function closing(text, from, marker) {
  for (let at = from; at < text.length; at += 1) {
    const skip = { "`": "`", "<": ">" }[text[at]];
    const end = skip ? text.indexOf(skip, at + 1) : -1;
    if (end !== -1) at = end;
    else if (text[at] === marker && at > from && !/\s/.test(text[at - 1])) {
      if (!WORD.test(text[at + 1] ?? "")) return at;
    }
  }
  return -1;
}

function token(inside, { names }) {
  const bar = inside.indexOf("|");
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? null : decodeEntities(inside.slice(bar + 1));
  const sigil = target[0];
  if (sigil === "@") return mention(target.slice(1), label, names);
  if (sigil === "#") return channelLink(target.slice(1), label, names);
  if (sigil === "!") return special(target.slice(1), label, names);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return null;
  const url = decodeEntities(target);
  return link(url, label === null ? url.replace(/^mailto:/, "") : withEmoji(label));
}

/** A person's or the app's name, marked where it is the reader's own. */
function mention(id, label, names) {
  const mine = id === names.me ? " mention--me" : "";
  return el("span", { class: `mention${mine}` }, `@${label ?? names.user(id)}`);
}

function channelLink(id, label, names) {
  return el(
    "a",
    { class: "mention", href: names.channelHref(id) },
    `#${label ?? names.channel(id)}`,
  );
}

function special(target, label, names) {
  const [name, seconds, pattern, url] = target.split("^");
  if (name === "date" && pattern) {
    const shown = fillDate(Number(seconds), decodeEntities(pattern), names) ?? label ?? "";
    return url ? link(url, shown) : el("time", { title: label }, shown);
  }
  return el("span", { class: "mention" }, `@${label ?? name.replace(/^subteam$/, "group")}`);
}

/** What is left between the markup: entities, emoji, and bare addresses unless verbatim. */
function words(text, { verbatim }) {
  if (text === "") return [];
  const parts = verbatim ? [text] : text.split(/(\bhttps?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"])/);
  return parts.map((part, index) => {
    const decoded = decodeEntities(part);
    return index % 2 ? link(decoded, decoded) : document.createTextNode(withEmoji(decoded));
  });
}
