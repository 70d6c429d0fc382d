import { el, uniqueId } from "./dom.js";
import { asField, controlAttributes } from "./fields.js";
import { plain } from "./mrkdwn.js";

/**
 * A text input. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
 * @param {object} element
 * @param {import("./fields.js").Place} place
 * @returns {HTMLElement}
 */
export function textInput(element, place) {
  const placeholder = element.placeholder && plain(element.placeholder);
  const node = el(element.multiline ? "textarea" : "input", {
    ...controlAttributes(element, place, placeholder ?? "Text"),
    class: "input",
    type: element.multiline ? null : "text",
    rows: element.multiline ? "4" : null,
    placeholder,
    maxlength: element.max_length,
    autocomplete: "off",
    on: { keydown: onKey },
  });
  node.value = element.initial_value ?? "";

  function read() {
    return node.value.trim() === "" ? null : node.value;
  }

  function onKey(event) {
    const enters = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!enters || element.multiline || !place.dispatches) return;
    event.preventDefault();
    place.act(element, { value: read() }, node);
  }

  return asField(node, {
    blockId: place.block.block_id,
    actionId: element.action_id,
    read: () => ({ type: element.type, value: read() }),
    problem: () => read() === null && place.required,
  });
}

/**
 * A time picker: the browser's own, which every keyboard and phone knows.
 * @param {object} element
 * @param {import("./fields.js").Place} place
 * @returns {HTMLElement}
 */
export function timeInput(element, place) {
  const node = el("input", {
    ...controlAttributes(element, place, "Time"),
    class: "input input--time",
    type: "time",
    value: element.initial_time,
  });
  return asField(node, {
    blockId: place.block.block_id,
    actionId: element.action_id,
    read: () => ({ type: element.type, selected_time: node.value || null }),
    problem: () => node.value === "" && place.required,
  });
}

/**
 * Checkboxes. https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element
 * @param {object} element
 * @param {import("./fields.js").Place} place
 * @returns {HTMLElement}
 */
export function checkboxes(element, place) {
  const initial = (element.initial_options ?? []).map(({ value }) => value);
  const group = uniqueId("choice");
  const boxes = element.options.map(({ value }) =>
    el("input", {
      type: "checkbox",
      name: group,
      id: uniqueId(group),
      value,
      checked: initial.includes(value),
    }),
  );
  const chosen = () => element.options.filter((_, index) => boxes[index].checked);
  const node = el(
    "div",
    { ...controlAttributes(element, place, "Options"), class: "choices", role: "group" },
    ...element.options.map(({ text }, index) => {
      const label = el("label", { for: boxes[index].id }, plain(text));
      return el("div", { class: "choice" }, boxes[index], label);
    }),
  );
  return asField(node, {
    blockId: place.block.block_id,
    actionId: element.action_id,
    read: () => ({ type: element.type, selected_options: chosen() }),
    problem: () => chosen().length === 0 && place.required,
  });
}

/** Slack's limit for a file given in a modal. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * A file chooser. Slack would upload the files and send their records; here each record also has
 * the `content`, base64, for the server to keep.
 * @param {object} element
 * @param {import("./fields.js").Place} place
 * @returns {HTMLElement}
 */
export function fileInput(element, place) {
  const most = element.max_files ?? 10;
  let files = [];
  const node = el("input", {
    ...controlAttributes(element, place, "Files"),
    class: "input input--file",
    type: "file",
    multiple: most > 1,
    accept: element.filetypes?.map((extension) => `.${extension}`).join(","),
    on: { change: changed },
  });

  async function changed() {
    files = await Promise.all([...node.files].slice(0, most).map(readFile));
  }

  function problem() {
    if (node.files.length > most)
      return `Please choose at most ${most} file${most > 1 ? "s" : ""}.`;
    if ([...node.files].some(({ size }) => size > MAX_FILE_BYTES)) return "A file may have 10 MB.";
    return node.files.length === 0 && place.required;
  }

  return asField(node, {
    blockId: place.block.block_id,
    actionId: element.action_id,
    read: () => ({ type: element.type, files }),
    problem,
  });
}

export async function readFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { name: file.name, mimetype: file.type, size: file.size, content: btoa(binary) };
}
