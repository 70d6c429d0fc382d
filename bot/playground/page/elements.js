import { el } from "./dom.js";
import { controlAttributes } from "./fields.js";
import { checkboxes, fileInput, textInput, timeInput } from "./inputs.js";
import { plain } from "./mrkdwn.js";
import { conversations, external, options, people, select } from "./selects.js";

/**
 * One renderer per element type that Rolecall sends; `bot/playground/limits` knows the same ones.
 * https://docs.slack.dev/reference/block-kit/block-elements
 * @type {Record<string, (element: object, place: import("./fields.js").Place) => HTMLElement>}
 */
export const ELEMENTS = {
  button,
  checkboxes,
  conversations_select: select(conversations, "selected_conversation"),
  external_select: select(external, "selected_option"),
  feedback_buttons: feedback,
  file_input: fileInput,
  multi_external_select: select(external, "selected_options"),
  multi_static_select: select(options, "selected_options"),
  plain_text_input: textInput,
  static_select: select(options, "selected_option"),
  timepicker: timeInput,
  users_select: select(people, "selected_user"),
};

function feedback(element, place) {
  const sides = [element.positive_button, element.negative_button];
  return el(
    "span",
    { class: "actions", role: "group", "aria-label": "Feedback" },
    ...sides.map((side) => button({ ...side, type: "button", action_id: element.action_id }, place)),
  );
}

function button(element, place) {
  const { value } = element;
  return el(
    "button",
    {
      ...controlAttributes(element, place, null),
      type: "button",
      class: `button button--${element.style ?? "default"}`,
      on: { click: ({ currentTarget }) => place.act(element, { value }, currentTarget) },
    },
    plain(element.text),
  );
}
