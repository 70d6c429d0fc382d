import { controlAttributes } from "./controls.js";
import { el } from "./dom.js";
import { asField } from "./fields.js";
import { plain } from "./mrkdwn.js";

/** Per kind: the HTML type, what it may hold, and what to say of anything else. */
const TEXT_KINDS = {
  plain_text_input: { type: "text" },
  number_input: { type: "text", inputmode: "decimal", wrong: numberProblem },
  email_text_input: {
    type: "email",
    wrong: (text) => !/^\S+@\S+\.\S+$/.test(text) && "Please enter a valid email address.",
  },
  url_text_input: {
    type: "url",
    wrong: (text) => !URL.canParse(text) && "Please enter a valid URL.",
  },
};

/**
 * A text, number, e-mail or URL input.
 * https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
 * @param {object} element
 * @param {import("./controls.js").Place} place
 * @returns {HTMLElement}
 */
export function textInput(element, place) {
  const kind = TEXT_KINDS[element.type];
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const node = el(element.multiline ? "textarea" : "input", {
    ...controlAttributes(element, place, element.placeholder ? plain(element.placeholder) : "Text"),
    class: "input",
    type: element.multiline ? null : kind.type,
    inputmode: kind.inputmode,
    rows: element.multiline ? "4" : null,
    placeholder: element.placeholder ? plain(element.placeholder) : null,
    maxlength: element.max_length,
    autocomplete: "off",
    on: { keydown: onKey, input: onInput },
  });
  node.value = element.initial_value ?? "";

  function read() {
    return node.value.trim() === "" ? null : node.value;
  }

  function onKey(event) {
    const enters = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!enters || element.multiline || !place.dispatches) return;
    event.preventDefault();
    if (triggers.includes("on_enter_pressed")) place.act(element, { value: read() }, node);
  }

  function onInput() {
    if (!place.dispatches || !triggers.includes("on_character_entered")) return;
    place.act(element, { value: read() }, node);
  }

  function problem() {
    const text = read();
    if (text === null) return place.required;
    if (element.min_length && text.length < element.min_length) {
      return `Please enter at least ${element.min_length} characters.`;
    }
    return kind.wrong?.(text.trim(), element);
  }

  return asField(node, {
    blockId: place.block.block_id,
    actionId: element.action_id,
    read: () => ({ type: element.type, value: read() }),
    problem,
  });
}

function numberProblem(text, { is_decimal_allowed: decimal, min_value: min, max_value: max }) {
  const pattern = decimal ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(text)) return `Please enter a ${decimal ? "" : "whole "}number.`;
  if (min !== undefined && Number(text) < Number(min)) return `The least is ${min}.`;
  if (max !== undefined && Number(text) > Number(max)) return `The most is ${max}.`;
  return null;
}

/** Per kind: the HTML type, and how its text becomes Slack's value and back. */
const TIME_KINDS = {
  datepicker: { type: "date", name: "selected_date", label: "Date" },
  timepicker: { type: "time", name: "selected_time", label: "Time" },
  datetimepicker: {
    type: "datetime-local",
    name: "selected_date_time",
    label: "Date and time",
    parse: (text) => Math.floor(new Date(text).getTime() / 1000),
    show: (seconds) => {
      const date = new Date(seconds * 1000);
      return new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
        .toISOString()
        .slice(0, 16);
    },
  },
};

/**
 * A date or time picker: the browser's own, which every keyboard and phone knows.
 * @param {object} element
 * @param {import("./controls.js").Place} place
 * @returns {HTMLElement}
 */
export function timeInput(element, place) {
  const { type, name, label, parse, show } = TIME_KINDS[element.type];
  const initial = element[name.replace("selected", "initial")];
  const node = el("input", {
    ...controlAttributes(element, place, element.placeholder ? plain(element.placeholder) : label),
    class: "input input--time",
    type,
    on: { change: changed },
  });
  if (initial !== undefined) node.value = show ? show(initial) : initial;
  let settled = node.value;

  function read() {
    if (node.value === "") return null;
    return parse ? parse(node.value) : node.value;
  }

  async function changed() {
    if (place.dispatches && !(await place.act(element, { [name]: read() }, node))) {
      node.value = settled;
    }
    settled = node.value;
  }

  return asField(node, {
    blockId: place.block.block_id,
    actionId: element.action_id,
    read: () => ({ type: element.type, [name]: read() }),
    problem: () => node.value === "" && place.required,
  });
}

/** Slack's limit for a file given in a modal. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * A file chooser. Slack would upload the files and send their records; here each record also has
 * the `content`, base64, for the server to keep.
 * @param {object} element
 * @param {import("./controls.js").Place} place
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
    if (place.dispatches) place.act(element, { files }, node);
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

async function readFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { name: file.name, mimetype: file.type, size: file.size, content: btoa(binary) };
}
