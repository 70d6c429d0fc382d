import { drawAxes, plotArea } from "./axes.js";
import { el, svg, uniqueId } from "./dom.js";
import { drawPie } from "./pie.js";

const HEIGHT = 260;

/** What a chart's marks need of their series: for each category its value, in the axis' order. */
function seriesOf({ series, axis_config: axis }) {
  return series.map(({ name, data }) => {
    const values = new Map(data.map(({ label, value }) => [label, value]));
    return { name, values: axis.categories.map((category) => values.get(category) ?? null) };
  });
}

/**
 * A `data_visualization` block as an SVG with its legend, and the same numbers as a table.
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 * @param {{title: string, chart: object}} block
 * @returns {HTMLElement}
 */
export function chart({ title, chart: data }) {
  const isPie = data.type === "pie";
  const series = isPie ? [] : seriesOf(data);
  const titleId = uniqueId("chart");
  const canvas = el("div", { class: "chart__canvas" });
  const draw = (width) => {
    const image = isPie ? drawPie(data.segments) : drawSeries(data, series, width);
    image.setAttribute("role", "img");
    image.setAttribute("aria-label", describe(title, data, series));
    canvas.replaceChildren(image);
    // Only what scrolls sideways needs to be reached by keyboard.
    canvas.tabIndex = image.getAttribute("width") > width ? 0 : -1;
  };
  draw(560);
  // Drawn anew for each width, so that its letters keep their size on a phone.
  new ResizeObserver(
    ([{ contentRect }]) => contentRect.width > 0 && draw(contentRect.width),
  ).observe(canvas);
  const legend = isPie ? pieLegend(data.segments) : series.map(({ name }) => [name, null]);
  return el(
    "figure",
    { class: "chart", "aria-labelledby": titleId, data: { chart: data.type } },
    el("figcaption", { class: "chart__title", id: titleId }, title),
    canvas,
    el("ul", { class: "chart__legend" }, ...legend.map(legendItem)),
    el(
      "details",
      { class: "chart__numbers" },
      el("summary", {}, "Show the numbers"),
      isPie ? pieTable(data.segments) : seriesTable(data, series),
    ),
  );
}

function legendItem([name, detail], index) {
  return el(
    "li",
    {},
    el("span", { class: `chart__key series-${index % 12}`, "aria-hidden": "true" }),
    name,
    detail && el("span", { class: "muted" }, ` ${detail}`),
  );
}

function drawSeries({ type, axis_config: axis }, series, width) {
  const values = series.flatMap((one) => one.values).filter((value) => value !== null);
  const plot = plotArea({
    width,
    height: HEIGHT,
    categories: axis.categories,
    values,
    perCategory: type === "bar" ? series.length : 1,
    fromZero: type !== "line",
    labels: { x: axis.x_label, y: axis.y_label },
  });
  const marks = { bar: drawBars, line: drawLines, area: drawAreas }[type];
  return svg(
    "svg",
    { viewBox: `0 0 ${plot.width} ${plot.height}`, width: plot.width, height: plot.height },
    ...drawAxes(plot),
    ...marks(series, plot),
  );
}

function drawBars(series, plot) {
  const gap = 2;
  const size = Math.min(40, (plot.step * 0.72) / series.length - gap);
  const group = (size + gap) * series.length - gap;
  return series.flatMap(({ name, values }, index) =>
    values.map((value, at) => {
      if (value === null) return null;
      const x = plot.x(at) - group / 2 + index * (size + gap);
      const top = Math.min(plot.y(value), plot.y(0));
      const height = Math.max(Math.abs(plot.y(0) - plot.y(value)), 1);
      return svg(
        "rect",
        { class: `mark series-${index}`, x, y: top, width: size, height, rx: Math.min(3, height) },
        tip(name, plot.categories[at], value),
      );
    }),
  );
}

function drawLines(series, plot) {
  return series.flatMap(({ name, values }, index) => [
    svg("path", { class: `line series-${index}`, d: path(values, plot) }),
    ...values.map(
      (value, at) =>
        value !== null &&
        svg(
          "circle",
          { class: `dot series-${index}`, cx: plot.x(at), cy: plot.y(value), r: 4 },
          tip(name, plot.categories[at], value),
        ),
    ),
  ]);
}

function drawAreas(series, plot) {
  const floor = plot.y(0);
  const areas = series.map(({ values }, index) => {
    const known = values.flatMap((value, at) => (value === null ? [] : [at]));
    const back = `L${plot.x(known.at(-1))},${floor}L${plot.x(known[0])},${floor}Z`;
    return svg("path", { class: `area series-${index}`, d: path(values, plot) + back });
  });
  return [...areas, ...drawLines(series, plot)];
}

function path(values, plot) {
  const points = values.flatMap((value, at) =>
    value === null ? [] : [`${plot.x(at)},${plot.y(value)}`],
  );
  return `M${points.join("L")}`;
}

function tip(name, category, value) {
  return svg("title", {}, `${category}, ${name}: ${number(value)}`);
}

function number(value) {
  return value === null ? "no value" : value.toLocaleString("en-US");
}

/** The chart in words, for those who hear it. */
function describe(title, data, series) {
  const rows = data.segments
    ? data.segments.map(({ label, value }) => `${label} ${number(value)}`)
    : data.axis_config.categories.map((category, at) => {
        const parts = series.map(({ name, values }) => `${name} ${number(values[at])}`);
        return `${category}: ${parts.join(", ")}`;
      });
  return `${title}, ${data.type} chart. ${rows.join("; ")}.`;
}

function pieLegend(segments) {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  const share = (value) => `${number(value)} (${Math.round((100 * value) / total)}%)`;
  return segments.map(({ label, value }) => [label, share(value)]);
}

function pieTable(segments) {
  return numbersTable(
    ["", "Value"],
    segments.map(({ label, value }) => [label, number(value)]),
  );
}

function seriesTable({ axis_config: axis }, series) {
  const rows = axis.categories.map((category, at) => [
    category,
    ...series.map(({ values }) => number(values[at])),
  ]);
  return numbersTable([axis.x_label ?? "", ...series.map(({ name }) => name)], rows);
}

function numbersTable(head, rows) {
  return el(
    "div",
    { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "The chart's numbers" },
    el(
      "table",
      { class: "table table--numbers" },
      el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col" }, text)))),
      el(
        "tbody",
        {},
        ...rows.map(([first, ...rest]) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, first),
            ...rest.map((text) => el("td", {}, text)),
          ),
        ),
      ),
    ),
  );
}
