const SVG = "http://www.w3.org/2000/svg";

/**
 * Builds an element. Text only ever goes in through text nodes, so that nothing from outside can
 * become markup.
 * @param {string} tag
 * @param {object} [attributes] `on` holds listeners and `data` the data attributes; false, null and
 *   undefined leave an attribute out, true sets it empty
 * @param {...(Node|string|number|null|false|Array)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/**
 * Builds an SVG element; the arguments are those of `el`.
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

function furnish(node, { on = {}, data = {}, ...attributes }, children) {
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  for (const [name, value] of Object.entries(data)) {
    if (isSet(value)) node.dataset[name] = value === true ? "" : value;
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (isSet(value)) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter(isSet).map(asNode));
  return node;
}

function isSet(value) {
  return value !== null && value !== undefined && value !== false;
}

function asNode(child) {
  return child instanceof Node ? child : document.createTextNode(String(child));
}

let lastId = 0;

/**
 * A document-wide unique id, for what has to point at something (labels, lists, descriptions).
 * @param {string} stem
 * @returns {string}
 */
export function uniqueId(stem) {
  lastId += 1;
  return `${stem}-${lastId}`;
}

/**
 * The address where a browser may be sent safely, or null: `javascript:` and its like are refused.
 * @param {string} url
 * @returns {string|null}
 */
export function safeUrl(url) {
  if (!URL.canParse(url)) return null;
  return ["http:", "https:", "mailto:", "slack:"].includes(new URL(url).protocol) ? url : null;
}

/**
 * A link that opens beside the page; plain text where the address is not safe.
 * @param {string} url
 * @param {...(Node|string)} content
 * @returns {HTMLElement}
 */
export function link(url, ...content) {
  const href = safeUrl(url);
  const label = content.length ? content : [url];
  if (href === null) return el("span", {}, ...label);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...label);
}
