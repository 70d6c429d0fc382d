import { controlAttributes } from "./controls.js";
import { el, uniqueId } from "./dom.js";
import { asField } from "./fields.js";
import { textObject } from "./mrkdwn.js";

/**
 * Radio buttons or checkboxes.
 * https://docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element
 * @param {object} element
 * @param {import("./controls.js").Place} place
 * @returns {HTMLElement}
 */
export function choices(element, place) {
  const isRadio = element.type === "radio_buttons";
  const initial = [element.initial_option ?? element.initial_options ?? []].flat();
  const group = uniqueId("choice");
  const boxes = element.options.map((option) =>
    el("input", {
      type: isRadio ? "radio" : "checkbox",
      name: group,
      id: uniqueId(group),
      value: option.value,
      checked: initial.some(({ value }) => value === option.value),
      on: { change: changed },
    }),
  );
  let settled = chosen();
  const node = el(
    "div",
    {
      ...controlAttributes(element, place, "Options"),
      class: "choices",
      role: isRadio ? "radiogroup" : "group",
    },
    ...element.options.map((option, index) => choice(option, boxes[index], place)),
  );

  function chosen() {
    return element.options.filter((_, index) => boxes[index].checked);
  }

  function value() {
    return isRadio ? { selected_option: chosen()[0] ?? null } : { selected_options: chosen() };
  }

  async function changed() {
    if (place.dispatches && !(await place.act(element, value(), node))) {
      boxes.forEach((box, index) => (box.checked = settled.includes(element.options[index])));
    }
    settled = chosen();
  }

  return asField(node, {
    blockId: place.block.block_id,
    actionId: element.action_id,
    read: () => ({ type: element.type, ...value() }),
    problem: () => !chosen().length && place.required,
  });
}

function choice(option, box, { names }) {
  const detailId = option.description && uniqueId("detail");
  if (detailId) box.setAttribute("aria-describedby", detailId);
  return el(
    "div",
    { class: "choice" },
    box,
    el("label", { for: box.id }, ...textObject(option.text, names)),
    option.description &&
      el(
        "span",
        { class: "choice__detail", id: detailId },
        ...textObject(option.description, names),
      ),
  );
}
