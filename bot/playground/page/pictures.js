import { el, link } from "./dom.js";
import { icon } from "./icons.js";

/**
 * An image, where it lies on this machine. One from elsewhere is told of and linked to instead:
 * showing it would send a request out, and nothing here leaves the machine.
 * @param {{image_url?: string, slack_file?: {url?: string}, alt_text: string}} image
 * @param {string} [style] a class for its size
 * @returns {HTMLElement}
 */
export function picture(image, style = "") {
  const url = image.image_url ?? image.slack_file?.url ?? "";
  const alt = image.alt_text;
  if (isHere(url)) return el("img", { class: `picture ${style}`, src: url, alt, loading: "lazy" });
  const words = style ? "" : link(url, `${alt} (open the image)`);
  return el(
    "span",
    {
      class: `picture picture--elsewhere ${style}`,
      role: style ? "img" : null,
      "aria-label": style ? alt : null,
      title: alt,
    },
    icon("image"),
    words,
  );
}

function isHere(url) {
  if (url.startsWith("data:image/")) return true;
  return URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;
}
