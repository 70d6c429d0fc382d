const SILENT = "The playground isn't responding. Is it still running?";

/**
 * What the server knows, for one person.
 * @param {string} what `state`, `messages`, `thread`, `home` or `views`
 * @param {Record<string, string>} query
 * @returns {Promise<object|null>} null where the server is out of reach or has no answer
 */
export async function ask(what, query) {
  try {
    const answer = await fetch(`/playground/${what}?${new URLSearchParams(query)}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/**
 * Something that a person does.
 * @param {string} deed `say`, `click`, `suggest`, `submit`, `close`, `shortcut`, `open_home` or
 *   `clock`
 * @param {object} body
 * @returns {Promise<{ok: boolean, error?: string}>} never rejects: what went wrong is in `error`
 */
export async function tell(deed, body) {
  try {
    const answer = await fetch(`/playground/${deed}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      // What a person did counts, even where the page is loaded anew right after it.
      keepalive: deed === "close",
    });
    const told = await answer.json();
    // A request that makes no sense is refused with a title, and no error for people.
    return { ok: answer.ok, ...(answer.ok ? {} : { error: told.title }), ...told };
  } catch {
    return { ok: false, error: SILENT };
  }
}

/**
 * Listens to what changes, and comes back by itself after the connection was lost.
 * @param {string} user
 * @param {{changed: (change: {what: string, channel?: string}) => void, opened: () => void,
 *   lost: () => void}} ear
 * @returns {() => void} stops listening
 */
export function listen(user, ear) {
  let source;
  let retry;
  let wait = 500;

  function open() {
    source = new EventSource(`/playground/events?${new URLSearchParams({ user })}`);
    source.addEventListener("open", () => {
      wait = 500;
      ear.opened();
    });
    source.addEventListener("changed", (event) => ear.changed(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      ear.lost();
      // The browser retries a dropped stream itself, but gives up for good on a refusal.
      if (source.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(open, wait);
      wait = Math.min(wait * 2, 8000);
    });
  }

  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
