import { svg } from "./dom.js";

/** Outlines on a 20 × 20 grid, drawn with a round 1.6 px stroke. */
const PATHS = {
  archive: "M3 4h14v4H3ZM4.5 8v8h11V8M8 11.5h4",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0Zm0 0v1.2a2 2 0 0 0 4 0V10a7 7 0 1 0-3 5.7",
  clock: "M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0ZM10 5.5V10l3 2",
  close: "m5 5 10 10M15 5 5 15",
  down: "m5 7.5 5 5 5-5",
  eye: "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Zm10.2 0a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0Z",
  file: "M5 2.5h6.5L15 6v11.5H5ZM11 2.5V6.5h4",
  hash: "M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h13.5M3 12.5h13.5",
  lock: "M4.5 9h11v8h-11ZM7 9V6.5a3 3 0 0 1 6 0V9",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  message: "M3 4h14v10H9l-4 3v-3H3Z",
  moon: "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z",
  more: "M10 4.5v.1M10 10v.1M10 15.5v.1",
  send: "M3 4l14.5 6L3 16l2-6-2-6Zm2 6h6",
  slash: "M4 3h12v14H4ZM12 6l-4 8",
  sort: "m6.5 8 3.5-4 3.5 4M6.5 12l3.5 4 3.5-4",
  sun: "M13.5 10a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.300l1.1 1.100M14.6 14.600l1.1 1.100M4.3 15.700l1.1-1.100M14.6 5.400l1.1-1.1",
};

/**
 * A decorative icon in the colour of the text around it; screen readers pass over it.
 * @param {keyof typeof PATHS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] }),
  );
}

/**
 * The icon that stands before a channel's name.
 * @param {{is_private: boolean, is_archived: boolean}|undefined} channel
 * @returns {SVGElement}
 */
export function channelIcon(channel) {
  if (channel?.is_archived) return icon("archive");
  return icon(channel?.is_private ? "lock" : "hash");
}
