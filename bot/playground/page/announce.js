/**
 * Says something to people who use a screen reader.
 * @param {HTMLElement} region an `aria-live` region
 * @returns {(text: string) => void}
 */
export function createAnnouncer(region) {
  return function announce(text) {
    // The same words twice in a row are only heard when they are new text.
    const line = document.createElement("p");
    line.textContent = text;
    region.append(line);
    while (region.children.length > 5) region.firstElementChild.remove();
  };
}
