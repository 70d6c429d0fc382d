import { commandOf, createCompletion, suggestions } from "./completion.js";
import { el, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { readFile } from "./inputs.js";

const TALLEST = 220;

/**
 * The box in which one writes.
 * @param {{store: object, testid: string, label: () => string,
 *   send: (text: string, files: object[]) => void}} config
 * @returns {{node: HTMLElement, fill: (text: string) => void, focus: () => void,
 *   relabel: () => void}}
 */
export function createComposer({ store, testid, label, send }) {
  const listId = uniqueId("completion");
  const hintId = uniqueId("hint");
  const history = createHistory();
  const input = el("textarea", {
    class: "composer__input",
    rows: "1",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": listId,
    "aria-describedby": hintId,
    autocomplete: "off",
    data: { testid },
    on: { input: onInput, keydown: onKey, click: refresh, blur: () => completion.close() },
  });
  const usage = el("div", { class: "composer__usage", "aria-live": "polite", hidden: true });
  const chosen = el("input", {
    type: "file",
    multiple: true,
    hidden: true,
    "aria-label": "Files to attach",
    data: { testid: `${testid}-files` },
    on: { change: onInput },
  });
  const attached = el("div", { class: "composer__files", "aria-live": "polite", hidden: true });
  const sendButton = el(
    "button",
    {
      type: "button",
      class: "composer__send",
      "aria-label": "Send",
      title: "Send",
      data: { testid: `${testid}-send` },
      on: { click: submit },
    },
    icon("send"),
  );
  const node = el(
    "div",
    { class: "composer" },
    usage,
    input,
    attached,
    el(
      "div",
      { class: "composer__bar" },
      attacher(),
      chosen,
      starter("slash", "Use a command", "/"),
      starter("at", "Mention someone", "@"),
      el(
        "span",
        { class: "composer__keys muted", id: hintId },
        el("kbd", {}, "Enter"),
        " to send, ",
        el("kbd", {}, "Shift+Enter"),
        " for a new line",
      ),
      sendButton,
    ),
  );
  const completion = createCompletion(input, listId, (text, caret) =>
    suggestions(store.get(), text, caret),
  );
  onInput();

  function starter(name, words, sign) {
    const start = () => {
      fill(sign === "/" ? sign : `${input.value}${/\S$/.test(input.value) ? " " : ""}${sign}`);
    };
    const attributes = { type: "button", class: "tool", "aria-label": words, title: words };
    return el("button", { ...attributes, on: { click: start } }, icon(name));
  }

  function attacher() {
    const words = "Attach a file";
    const attributes = { type: "button", class: "tool", "aria-label": words, title: words };
    return el("button", { ...attributes, on: { click: () => chosen.click() } }, icon("file"));
  }

  function onInput() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, TALLEST)}px`;
    const files = [...chosen.files];
    attached.hidden = !files.length;
    attached.textContent = files.map(({ name }) => name).join(", ");
    sendButton.disabled = input.value.trim() === "" && !files.length;
    refresh();
  }

  function refresh() {
    // Not yet in the page while it is being made.
    if (input.isConnected) completion.refresh();
    const command = /\s/.test(input.value) ? commandOf(store.get(), input.value) : undefined;
    usage.hidden = !command;
    usage.replaceChildren(
      ...(command
        ? [
            el("strong", {}, command.command),
            ` ${command.usage_hint ?? ""} `,
            el("span", { class: "muted" }, command.description),
          ]
        : []),
    );
  }

  function onKey(event) {
    if (event.isComposing) return;
    const taken = completion.onKey(event) || onSendKey(event) || onHistoryKey(event);
    if (!taken) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onSendKey(event) {
    if (event.key !== "Enter" || event.shiftKey) return false;
    submit();
    return true;
  }

  /** Up and down recall what was sent before, as long as one has not begun something else. */
  function onHistoryKey({ key }) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (!step || (input.value !== "" && input.value !== history.current())) return false;
    const line = history.move(step);
    if (line === null) return false;
    fill(line);
    completion.close();
    return true;
  }

  async function submit() {
    const text = input.value.trim();
    const files = [...chosen.files];
    if (text === "" && !files.length) return;
    if (text) history.add(text);
    chosen.value = "";
    fill("");
    completion.close();
    send(text, await Promise.all(files.map(readFile)));
  }

  function fill(text) {
    input.value = text;
    input.focus();
    input.setSelectionRange(text.length, text.length);
    onInput();
  }

  function relabel() {
    input.placeholder = label();
    input.setAttribute("aria-label", label());
  }

  relabel();
  return { node, fill, focus: () => input.focus(), relabel };
}

/** What was sent, and where one is while looking back. */
function createHistory() {
  const lines = [];
  let at = 0;
  return {
    add: (line) => {
      if (lines.at(-1) !== line) lines.push(line);
      at = lines.length;
    },
    current: () => lines[at] ?? "",
    move: (step) => {
      const next = at + step;
      if (next < 0 || next > lines.length || !lines.length) return null;
      at = next;
      return lines[at] ?? "";
    },
  };
}
