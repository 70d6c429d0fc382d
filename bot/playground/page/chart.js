import { el, svg, uniqueId } from "./dom.js";
import { scrolled } from "./tables.js";

/** Measures of the drawing, in pixels. */
const HEIGHT = 260;
const LETTER = 6.4;
const LINE = 14;
const RIGHT = 10;
const MOST_LINES = 3;
const TICKS = 5;

/** What is drawn for each type of chart. */
const MARKS = { bar: bars, line: lines };

/**
 * A `data_visualization` block of bars or lines as an SVG with its legend, and the same numbers as a table.
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 * @param {{title: string, chart: object}} block
 * @returns {HTMLElement}
 */
export function chart({ title, chart: { type, series: given, axis_config: axis } }) {
  const series = given.map(({ name, data }) => {
    const values = new Map(data.map(({ label, value }) => [label, value]));
    return { name, values: axis.categories.map((category) => values.get(category)) };
  });
  const titleId = uniqueId("chart");
  const canvas = el("div", { class: "chart__canvas" });
  const draw = (width) => {
    const image = drawing(type, series, axis, width);
    image.setAttribute("role", "img");
    image.setAttribute("aria-label", describe(title, type, series, axis));
    canvas.replaceChildren(image);
    // Only what scrolls sideways needs to be reached by keyboard.
    canvas.tabIndex = image.getAttribute("width") > width ? 0 : -1;
  };
  draw(560);
  // Drawn anew for each width, so that its letters keep their size on a phone.
  new ResizeObserver(
    ([{ contentRect }]) => contentRect.width > 0 && draw(contentRect.width),
  ).observe(canvas);
  return el(
    "figure",
    { class: "chart", "aria-labelledby": titleId },
    el("figcaption", { class: "chart__title", id: titleId }, title),
    canvas,
    el("ul", { class: "chart__legend" }, ...series.map(legendItem)),
    el(
      "details",
      { class: "chart__numbers" },
      el("summary", {}, "Show the numbers"),
      numbers(series, axis),
    ),
  );
}

function legendItem({ name }, index) {
  const key = el("span", { class: `chart__key series-${index}`, "aria-hidden": "true" });
  return el("li", {}, key, name);
}

/** The chart in words, for those who hear it. */
function describe(title, type, series, { categories }) {
  const rows = categories.map((category, at) => {
    const parts = series.map(({ name, values }) => `${name} ${number(values[at])}`);
    return `${category}: ${parts.join(", ")}`;
  });
  return `${title}, ${type} chart. ${rows.join("; ")}.`;
}

function numbers(series, { categories }) {
  const heads = ["", ...series.map(({ name }) => name)];
  return scrolled(
    "The chart's numbers",
    "table table--numbers",
    heads.map((text) => el("th", { scope: "col" }, text)),
    categories.map((category, at) => [
      el("th", { scope: "row" }, category),
      ...series.map(({ values }) => el("td", {}, number(values[at]))),
    ]),
  );
}

function number(value) {
  return value.toLocaleString("en-US");
}

function drawing(type, series, axis, width) {
  const plot = plotArea(series, axis, width);
  return svg(
    "svg",
    { viewBox: `0 0 ${plot.width} ${plot.height}`, width: plot.width, height: plot.height },
    ...axes(plot, axis),
    ...MARKS[type](series, plot, axis),
  );
}

function bars(series, plot, { categories }) {
  const gap = 2;
  const size = Math.min(40, (plot.step * 0.72) / series.length - gap);
  const group = (size + gap) * series.length - gap;
  return series.flatMap(({ name, values }, index) =>
    values.map((value, at) => {
      const x = plot.x(at) - group / 2 + index * (size + gap);
      const top = Math.min(plot.y(value), plot.y(0));
      const height = Math.max(Math.abs(plot.y(0) - plot.y(value)), 1);
      return svg(
        "rect",
        { class: `mark series-${index}`, x, y: top, width: size, height, rx: Math.min(3, height) },
        svg("title", {}, `${categories[at]}, ${name}: ${number(value)}`),
      );
    }),
  );
}

function lines(series, plot, { categories }) {
  return series.flatMap(({ name, values }, index) => {
    const points = values.map((value, at) => [plot.x(at), plot.y(value)]);
    return [
      svg("polyline", { class: `stroke series-${index}`, points: points.join(" ") }),
      ...points.map(([cx, cy], at) =>
        svg(
          "circle",
          { class: `mark series-${index}`, cx, cy, r: 4 },
          svg("title", {}, `${categories[at]}, ${name}: ${number(values[at])}`),
        ),
      ),
    ];
  });
}

/**
 * Where everything goes: sizes, the two scales `x(index)` and `y(value)`, ticks and wrapped names.
 * A chart grows wider than its room rather than squeeze its bars until they cannot be told apart.
 */
function plotArea(series, { categories, y_label: yLabel }, width) {
  const ticks = niceTicks(series.flatMap(({ values }) => values));
  const tickTexts = ticks.map(compact);
  const margin = Math.max(...tickTexts.map((text) => text.length)) * LETTER + 14;
  const least = Math.max(34, series.length * 9 + 8);
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
  const top = yLabel ? 28 : 10;
  const floor = top + HEIGHT - 60;
  const scale = (floor - top) / (ticks.at(-1) - ticks[0]);
  return {
    width: fullWidth,
    height: floor + footer,
    left,
    right: fullWidth - RIGHT,
    top,
    floor,
    step,
    wrapped: isSlanted ? null : wrapped,
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

/** Grid lines, tick texts, category names and the axis' name. */
function axes(plot, { categories, y_label: yLabel }) {
  const { left, right } = plot;
  return [
    yLabel && svg("text", { x: 2, y: plot.top - 14 }, yLabel),
    ...plot.ticks.flatMap((tick, at) => {
      const [y, looks] = [plot.y(tick), tick === 0 ? "grid grid--zero" : "grid"];
      const text = { x: left - 8, y: y + 4, "text-anchor": "end" };
      return [
        svg("line", { class: looks, x1: left, x2: right, y1: y, y2: y }),
        svg("text", text, plot.tickTexts[at]),
      ];
    }),
    ...categories.map((text, at) => categoryName(text, at, plot)),
  ];
}

function categoryName(text, at, { x, floor, wrapped }) {
  if (!wrapped) {
    const y = floor + 16;
    const turn = `rotate(-35 ${x(at)} ${y})`;
    return svg("text", { x: x(at), y, "text-anchor": "end", transform: turn }, text);
  }
  return svg(
    "text",
    { x: x(at), y: floor + 18, "text-anchor": "middle" },
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

/** Round numbers that hold zero and all the values between them. */
function niceTicks(values) {
  const [low, high] = [Math.min(...values, 0), Math.max(...values, 0)];
  const rough = (high - low || 1) / (TICKS - 1);
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
