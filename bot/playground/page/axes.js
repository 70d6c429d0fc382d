import { svg } from "./dom.js";

/** Measures of the drawing, in pixels. */
const LETTER = 6.4;
const LINE = 14;
const RIGHT = 10;
const MOST_LINES = 3;
const TICKS = 5;

/**
 * Where everything of a chart with two axes goes. It grows wider than its room rather than squeeze
 * its marks until they cannot be told apart.
 * @param {{width: number, height: number, categories: string[], values: number[],
 *   perCategory: number, fromZero: boolean, labels: {x?: string, y?: string}}} wanted
 * @returns {object} sizes, the two scales `x(index)` and `y(value)`, ticks and wrapped labels
 */
export function plotArea({ width, height, categories, values, perCategory, fromZero, labels }) {
  const ticks = niceTicks(values, fromZero);
  const tickTexts = ticks.map(compact);
  const margin = Math.max(...tickTexts.map((text) => text.length)) * LETTER + 14;
  const least = Math.max(34, perCategory * 9 + 8);
  const straight = columns(width, margin, least, categories);
  const isSlanted = straight.wrapped.some((lines) => lines === null);
  // The first name leans out to the left of its own column.
  const lean = categories[0].length * LETTER * 0.85 - straight.step / 2;
  const { left, fullWidth, step, wrapped } = isSlanted
    ? columns(width, Math.max(margin, lean), least, categories)
    : straight;
  const longest = Math.max(...categories.map((text) => text.length)) * LETTER;
  const footer = isSlanted
    ? Math.min(longest * 0.6, 90) + 18
    : Math.max(...wrapped.map((lines) => lines.length)) * LINE + 12;
  const top = labels.y ? 28 : 10;
  const bottom = footer + (labels.x ? LINE + 6 : 0);
  const floor = top + height - 60;
  const scale = (floor - top) / (ticks.at(-1) - ticks[0]);
  return {
    width: fullWidth,
    height: floor + bottom,
    left,
    right: fullWidth - RIGHT,
    top,
    floor,
    step,
    categories,
    wrapped: isSlanted ? null : wrapped,
    labels,
    ticks,
    tickTexts,
    x: (index) => left + step * (index + 0.5),
    y: (value) => floor - (value - ticks[0]) * scale,
  };
}

/** A column a category, each at least so wide, and the names as far as they fit below. */
function columns(width, left, least, categories) {
  const fullWidth = Math.max(width, left + RIGHT + least * categories.length);
  const step = (fullWidth - left - RIGHT) / categories.length;
  return { left, fullWidth, step, wrapped: categories.map((text) => wrap(text, step - 6)) };
}

/**
 * Grid lines, tick texts, category names and axis names.
 * @param {object} plot what `plotArea` gave
 * @returns {SVGElement[]}
 */
export function drawAxes(plot) {
  const { left, right, top, height, labels } = plot;
  return [
    labels.y && svg("text", { class: "axis-name", x: 2, y: top - 14 }, labels.y),
    ...plot.ticks.flatMap((tick, at) => [
      svg("line", {
        class: tick === 0 ? "grid grid--zero" : "grid",
        x1: left,
        x2: right,
        y1: plot.y(tick),
        y2: plot.y(tick),
      }),
      svg(
        "text",
        { class: "tick", x: left - 8, y: plot.y(tick) + 4, "text-anchor": "end" },
        plot.tickTexts[at],
      ),
    ]),
    ...plot.categories.map((text, at) => categoryName(text, at, plot)),
    labels.x &&
      svg(
        "text",
        { class: "axis-name", x: (left + right) / 2, y: height - 5, "text-anchor": "middle" },
        labels.x,
      ),
  ].filter(Boolean);
}

function categoryName(text, at, { x, floor, wrapped }) {
  if (!wrapped) {
    const y = floor + 16;
    const turn = `rotate(-35 ${x(at)} ${y})`;
    return svg("text", { class: "tick", x: x(at), y, "text-anchor": "end", transform: turn }, text);
  }
  return svg(
    "text",
    { class: "tick", x: x(at), y: floor + 18, "text-anchor": "middle" },
    ...wrapped[at].map((line, row) => svg("tspan", { x: x(at), dy: row ? LINE : 0 }, line)),
  );
}

/** A name in lines that fit, or null where it takes too many or a word is too long. */
function wrap(text, width) {
  const most = Math.floor(width / LETTER);
  const lines = [""];
  for (const word of text.split(" ")) {
    if (word.length > most) return null;
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length <= MOST_LINES ? lines : null;
}

/** Round numbers that hold all the values between them. */
function niceTicks(values, fromZero) {
  const low = Math.min(...values, ...(fromZero ? [0] : []));
  const high = Math.max(...values, ...(fromZero ? [0] : []));
  const span = high - low || Math.abs(high) || 1;
  const rough = span / (TICKS - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
  const first = Math.floor(low / size);
  const last = Math.max(Math.ceil(high / size), first + 1);
  return Array.from({ length: last - first + 1 }, (_, at) =>
    Number(((first + at) * size).toPrecision(12)),
  );
}

function compact(value) {
  return value.toLocaleString("en-US", { notation: "compact", maximumFractionDigits: 1 });
}
