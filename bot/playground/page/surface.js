import { askConfirm } from "./confirm.js";
import { readFields } from "./fields.js";
import { writeRoute } from "./route.js";
import { nowIn } from "./state.js";

/**
 * @typedef {object} Surface what blocks need from the message, modal or Home that they stand in
 * @property {import("./mrkdwn.js").Names} names
 * @property {{users: () => object[], channels: () => object[]}} directory
 * @property {Record<string, Record<string, object>>} kept values to begin with instead of their own
 * @property {(action: object) => Promise<boolean>} act
 * @property {(asked: object) => Promise<object>} suggest
 */

/**
 * @param {{store: object, session: object, container: object, root: () => Element,
 *   report: (error: string) => void, kept?: object}} from `root` holds all the fields whose values
 *   go along with a click; `report` tells the person what went wrong
 * @returns {Surface}
 */
export function createSurface({ store, session, container, root, report, kept = {} }) {
  const names = namesFrom(store);

  async function act({ block, element, fields, node }) {
    // One click, one effect: what is still under way is not started again.
    if (node.getAttribute("aria-busy") === "true") return false;
    if (element.confirm && !(await askConfirm(element.confirm))) return false;
    const action = { block_id: block.block_id, action_id: element.action_id, ...fields };
    node.setAttribute("aria-busy", "true");
    const { ok, error } = await session.click(container, { ...action, state: readFields(root()) });
    node.removeAttribute("aria-busy");
    if (!ok) report(error);
    return ok;
  }

  function suggest({ block, element, query }) {
    const asked = { block_id: block.block_id, action_id: element.action_id, query };
    return session.suggest(container, asked);
  }

  const directory = { users: () => store.get().users, channels: () => store.get().channels };
  return { names, directory, kept, act, suggest };
}

/**
 * @param {object} store
 * @returns {import("./mrkdwn.js").Names}
 */
export function namesFrom(store) {
  const { user: me, users, app, channels } = store.get();
  return {
    me,
    zone: users.find(({ id }) => id === me)?.tz,
    now: nowIn(store.get()),
    user: (id) => {
      if (id === app.user_id) return app.name;
      return users.find((user) => user.id === id)?.real_name ?? id;
    },
    channel: (id) => channels.find((channel) => channel.id === id)?.name ?? id,
    channelHref: (id) => writeRoute(me, id),
  };
}
