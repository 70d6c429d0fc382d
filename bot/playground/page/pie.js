import { svg } from "./dom.js";

const SIZE = 220;
const RADIUS = 100;

/**
 * @param {{label: string, value: number}[]} segments
 * @returns {SVGElement}
 */
export function drawPie(segments) {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  let from = 0;
  const slices = segments.map(({ label, value }, index) => {
    const share = value / total;
    const slice = svg(
      "path",
      { class: `slice series-${index}`, d: slicePath(from, from + share) },
      svg("title", {}, `${label}: ${value.toLocaleString("en-US")} (${Math.round(share * 100)}%)`),
    );
    const [x, y] = point(from + share / 2, RADIUS * 0.66);
    // Below this a number no longer fits into its slice; the legend has them all.
    const text =
      share >= 0.06 &&
      svg("text", { class: "slice__share", x, y: y + 4 }, `${Math.round(share * 100)}%`);
    from += share;
    return [slice, text];
  });
  return svg(
    "svg",
    { viewBox: `0 0 ${SIZE} ${SIZE}`, width: SIZE, height: SIZE },
    slices.map(([slice]) => slice),
    slices.map(([, text]) => text),
  );
}

function slicePath(from, to) {
  if (to - from > 0.9999) {
    const [left, right] = [SIZE / 2 - RADIUS, SIZE / 2 + RADIUS];
    const half = `A${RADIUS},${RADIUS} 0 1 1`;
    return `M${left},${SIZE / 2}${half} ${right},${SIZE / 2}${half} ${left},${SIZE / 2}Z`;
  }
  const isLarge = to - from > 0.5 ? 1 : 0;
  const arc = `A${RADIUS},${RADIUS} 0 ${isLarge} 1 ${point(to, RADIUS)}`;
  return `M${SIZE / 2},${SIZE / 2}L${point(from, RADIUS)}${arc}Z`;
}

/** A point on the circle; shares of the whole run clockwise from the top. */
function point(share, radius) {
  const angle = 2 * Math.PI * share - Math.PI / 2;
  return [SIZE / 2 + radius * Math.cos(angle), SIZE / 2 + radius * Math.sin(angle)];
}
