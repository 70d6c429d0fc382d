/**
 * The one place where the page's state lives: a frozen object, replaced as a whole.
 * @param {object} initial
 * @returns {{get: () => object, patch: (change: object) => void, watch: Function}}
 */
export function createStore(initial) {
  const watchers = new Set();
  let state = Object.freeze({ ...initial });

  function get() {
    return state;
  }

  function patch(change) {
    state = Object.freeze({ ...state, ...change });
    for (const look of [...watchers]) look();
  }

  /**
   * Runs `react` now, and again whenever what `select` picks is another object than before.
   * @param {(state: object) => Array} select
   * @param {(...picked: any) => void} react
   */
  function watch(select, react) {
    let picked = select(state);
    const look = () => {
      const now = select(state);
      if (now.every((value, index) => Object.is(value, picked[index]))) return;
      picked = now;
      react(...now);
    };
    watchers.add(look);
    react(...picked);
  }

  return { get, patch, watch };
}
