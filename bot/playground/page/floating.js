const GAP = 4;
const EDGE = 8;

/**
 * Shows a panel with a `popover` attribute beside its anchor: below where there is room, else
 * above, and never outside the window; it follows while something scrolls or it grows.
 * @param {HTMLElement} panel a child of the page or of the dialog that the anchor stands in
 * @param {Element} anchor
 * @param {{align?: "start"|"end", side?: "below"|"above", wide?: boolean}} [how] `wide` gives the
 *   panel at least the anchor's width
 */
export function float(panel, anchor, how = {}) {
  const follow = () => place(panel, anchor, how);
  const growth = new ResizeObserver(follow);
  panel.showPopover();
  growth.observe(panel);
  follow();
  window.addEventListener("scroll", follow, { capture: true, passive: true });
  window.addEventListener("resize", follow);
  panel.addEventListener("toggle", function stop(event) {
    if (event.newState === "open") return;
    growth.disconnect();
    window.removeEventListener("scroll", follow, { capture: true });
    window.removeEventListener("resize", follow);
    panel.removeEventListener("toggle", stop);
  });
}

function place(panel, anchor, { align = "start", side = "below", wide = false }) {
  const box = anchor.getBoundingClientRect();
  if (wide) panel.style.minWidth = `${Math.min(box.width, window.innerWidth - 2 * EDGE)}px`;
  const below = window.innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  panel.style.maxHeight = "";
  const height = panel.offsetHeight;
  const goesAbove =
    side === "above" ? above >= Math.min(height, below) : below < height && above > below;
  const room = goesAbove ? above : below;
  panel.style.maxHeight = `${Math.max(room, 120)}px`;
  const top = goesAbove ? box.top - GAP - Math.min(height, room) : box.bottom + GAP;
  const left = align === "end" ? box.right - panel.offsetWidth : box.left;
  panel.style.top = `${Math.max(top, EDGE)}px`;
  panel.style.left = `${clamp(left, EDGE, window.innerWidth - panel.offsetWidth - EDGE)}px`;
}

function clamp(value, least, most) {
  return Math.max(least, Math.min(value, most));
}
