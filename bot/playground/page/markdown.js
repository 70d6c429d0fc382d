import { el, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

/**
 * The standard Markdown of a `markdown` block, as far as Slack draws it: headings, lists, tasks,
 * quotes, fenced code, tables, rules, and the inline styles.
 * @param {string} text
 * @returns {Node[]}
 */
export function markdown(text) {
  const lines = text.split("\n");
  const nodes = [];
  while (lines.length) {
    const reader = READERS.find(({ begins }) => begins(lines));
    nodes.push(...(reader ? reader.read(lines) : paragraph(lines)));
  }
  return nodes;
}

const LIST = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const FENCE = /^\s*(```|~~~)/;

const READERS = [
  { begins: ([line]) => line.trim() === "", read: blank },
  { begins: ([line]) => FENCE.test(line), read: fence },
  { begins: ([line]) => /^#{1,6}\s/.test(line), read: heading },
  { begins: ([line]) => RULE.test(line), read: rule },
  { begins: ([line]) => /^\s*>/.test(line), read: quote },
  { begins: ([line]) => LIST.test(line), read: list },
  { begins: ([line, next]) => line.includes("|") && isDelimiter(next), read: table },
];

function blank(lines) {
  lines.shift();
  return [];
}

function rule(lines) {
  lines.shift();
  return [el("hr")];
}

function fence(lines) {
  const [, mark] = FENCE.exec(lines.shift());
  const end = lines.findIndex((line) => line.trim().startsWith(mark));
  const code = lines.splice(0, end === -1 ? lines.length : end);
  lines.shift();
  return [el("pre", { class: "code-block", tabindex: "0" }, code.join("\n"))];
}

function heading(lines) {
  const [, marks, text] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines.shift()) ?? [null, "#", ""];
  // A message's heading stands below the page's own.
  const level = Math.min(marks.length + 2, 6);
  return [el(`h${level}`, { class: `md-heading md-heading--${marks.length}` }, ...spans(text))];
}

function quote(lines) {
  const inner = takeWhile(lines, (line) => /^\s*>/.test(line));
  return [el("blockquote", {}, ...markdown(inner.map((l) => l.replace(/^\s*> ?/, "")).join("\n")))];
}

function list(lines) {
  const [, indent, mark] = LIST.exec(lines[0]);
  const isOrdered = /\d/.test(mark);
  const items = [];
  while (lines.length) {
    const found = LIST.exec(lines[0]);
    if (!found || found[1].length !== indent.length) break;
    lines.shift();
    const inner = takeWhile(lines, (line) => /^\s+\S/.test(line) && spaces(line) > indent.length);
    items.push(listItem(found[3], inner));
  }
  return [el(isOrdered ? "ol" : "ul", { start: isOrdered ? parseInt(mark, 10) : null }, ...items)];
}

function listItem(text, inner) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  const least = Math.min(...inner.map(spaces));
  const below = inner.length ? markdown(inner.map((line) => line.slice(least)).join("\n")) : [];
  if (!task) return el("li", {}, ...spans(text), ...below);
  const isDone = task[1] !== " ";
  const label = isDone ? "Done" : "Open";
  const box = el("input", {
    type: "checkbox",
    disabled: true,
    checked: isDone,
    "aria-label": label,
  });
  return el("li", { class: "md-task" }, box, " ", ...spans(task[2]), ...below);
}

function table(lines) {
  const head = cells(lines.shift());
  const align = cells(lines.shift()).map((cell) => {
    if (/^:-+:$/.test(cell)) return "center";
    return cell.endsWith(":") ? "right" : "left";
  });
  const rows = takeWhile(lines, (line) => line.includes("|")).map(cells);
  const row = (tag, texts) =>
    el(
      "tr",
      {},
      ...head.map((_, i) => el(tag, { class: `align-${align[i]}` }, ...spans(texts[i] ?? ""))),
    );
  return [
    el(
      "div",
      { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table" },
      el(
        "table",
        { class: "table" },
        el("thead", {}, row("th", head)),
        el("tbody", {}, ...rows.map((texts) => row("td", texts))),
      ),
    ),
  ];
}

function paragraph(lines) {
  const text = [lines.shift()];
  while (lines.length && !READERS.some(({ begins }) => begins(lines))) text.push(lines.shift());
  return [el("p", {}, ...spans(text.join("\n")))];
}

function isDelimiter(line) {
  return /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(line ?? "") && line.includes("-");
}

function cells(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function takeWhile(lines, test) {
  const end = lines.findIndex((line) => !test(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}

function spaces(line) {
  return line.length - line.trimStart().length;
}

/** Inline styles, the longest mark first. */
const SPANS = [
  [/`([^`]+)`/, ([, code]) => el("code", {}, code)],
  [/!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)/, ([, text, url]) => link(url, text || url)],
  [/\*\*(\S(?:.*?\S)?)\*\*/, ([, text]) => el("strong", {}, ...spans(text))],
  [/__(\S(?:.*?\S)?)__/, ([, text]) => el("strong", {}, ...spans(text))],
  [/~~(\S(?:.*?\S)?)~~/, ([, text]) => el("s", {}, ...spans(text))],
  [/\*(\S(?:[^*]*\S)?)\*/, ([, text]) => el("em", {}, ...spans(text))],
  [/\b_(\S(?:[^_]*\S)?)_\b/, ([, text]) => el("em", {}, ...spans(text))],
  [/\bhttps?:\/\/[^\s<>]+[^\s<>.,;:!?)'"]/, ([url]) => link(url, url)],
  [/\\([\\`*_{}[\]()#+\-.!|~>])/, ([, character]) => document.createTextNode(character)],
];

function spans(text) {
  const nodes = [];
  let rest = text;
  while (rest) {
    const [found, build] = firstSpan(rest);
    if (!found) break;
    nodes.push(withEmoji(rest.slice(0, found.index)), build(found));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...nodes, withEmoji(rest)].filter((node) => node !== "");
}

function firstSpan(text) {
  return (
    SPANS.map(([pattern, build]) => [pattern.exec(text), build])
      .filter(([found]) => found)
      .sort(([a], [b]) => a.index - b.index)[0] ?? [null, null]
  );
}
