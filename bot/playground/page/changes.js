/**
 * Lets others wait for the next thing that the event stream reports.
 * @returns {{announce: () => void, next: () => object}}
 */
export function createChanges() {
  const waiting = new Set();

  function announce() {
    for (const tell of waiting) tell();
    waiting.clear();
  }

  /** Waits from now on, so that a change that comes before its cause has answered is not missed. */
  function next() {
    let tell;
    const promise = new Promise((resolve) => (tell = resolve));
    waiting.add(tell);
    return {
      promise,
      within: (ms) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, ms))]),
      forget: () => waiting.delete(tell),
    };
  }

  return { announce, next };
}

/**
 * Runs a load never twice at the same time: what is asked for meanwhile is one more run after it,
 * so that an older answer cannot overwrite a newer one.
 * @param {() => Promise<void>} load
 * @returns {() => Promise<void>} comes back when a run that began after the call has ended
 */
export function oneAtATime(load) {
  let running = null;
  let again = null;
  return function run() {
    if (!running) {
      running = load().finally(() => (running = null));
      return running;
    }
    again ??= running.then(() => {
      again = null;
      return run();
    });
    return again;
  };
}
