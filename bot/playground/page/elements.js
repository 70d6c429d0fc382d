import { choices } from "./choices.js";
import { controlAttributes } from "./controls.js";
import { el, link, safeUrl } from "./dom.js";
import { icon } from "./icons.js";
import { fileInput, textInput, timeInput } from "./inputs.js";
import { openMenu } from "./menu.js";
import { plain, textObject } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { select } from "./selects.js";

const RENDERERS = {
  button,
  overflow,
  checkboxes: choices,
  radio_buttons: choices,
  datepicker: timeInput,
  timepicker: timeInput,
  datetimepicker: timeInput,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  file_input: fileInput,
  image: (element) => picture(element, "picture--small"),
  mrkdwn: inlineText,
  plain_text: inlineText,
};

/**
 * An element of a block: interactive, an image, or a piece of text.
 * @param {object} element
 * @param {import("./controls.js").Place} place
 * @returns {HTMLElement}
 */
export function renderElement(element, place) {
  if (/^(multi_)?(static|external|users|channels|conversations)_select$/.test(element.type)) {
    return select(element, place);
  }
  const render = Object.hasOwn(RENDERERS, element.type) ? RENDERERS[element.type] : unknown;
  return render(element, place);
}

function button(element, place) {
  const href = element.url && safeUrl(element.url);
  const press = (event) => place.act(element, { value: element.value }, event.currentTarget);
  const attributes = {
    ...controlAttributes(element, place, null),
    class: `button button--${element.style ?? "default"}`,
    on: { click: press },
  };
  if (!href) return el("button", { ...attributes, type: "button" }, plain(element.text));
  const node = link(href, plain(element.text));
  Object.assign(node.dataset, { actionId: element.action_id, blockId: place.block.block_id });
  node.className = attributes.class;
  node.addEventListener("click", press);
  return node;
}

function overflow(element, place) {
  const items = (anchor) =>
    element.options.map((option) => ({
      label: plain(option.text),
      detail: option.description && plain(option.description),
      data: { value: option.value },
      run: () => {
        if (safeUrl(option.url ?? "")) window.open(option.url, "_blank", "noopener");
        place.act(element, { selected_option: option }, anchor);
      },
    }));
  return el(
    "button",
    {
      ...controlAttributes(element, place, "More options"),
      type: "button",
      class: "button button--icon",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      on: {
        click: ({ currentTarget: anchor }) =>
          openMenu(anchor, "More options", items(anchor), { align: "end" }),
      },
    },
    icon("more"),
  );
}

function inlineText(object, { names }) {
  return el("span", { class: "mrkdwn" }, ...textObject(object, names));
}

function unknown({ type }) {
  return el("span", { class: "unknown" }, `“${type}” is not drawn in the playground`);
}
