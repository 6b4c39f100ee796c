// Tells the server when there is news of its runs. Shows nothing.

const PAUSE_MS = 250; // at most four reruns a second, the last one never left out

/** @typedef {{ watched?: string | null, source?: EventSource | null, tell?: () => void }} State */

/** @param {ComponentArgs<{ url: string | null, known: string }>} args */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @type {Element & State} */
  const host = parentElement.host;
  if (host.watched !== data.url) {
    host.source?.close();
    host.watched = data.url;
    host.source = data.url === null ? null : listen(data.url, data.known, () => host.tell?.());
  }
  host.tell = () => host.isConnected && setTriggerValue("news", Date.now());
  return () => setTimeout(() => {
    if (!host.isConnected) { host.source?.close(); host.watched = null; }
  }, 0);
}

/** @param {string} url @param {string} known @param {() => void} tell */
function listen(url, known, tell) {
  // what this page shows is no news: a rerun on top of the page's first would do it harm
  const source = new EventSource(`${url}?known=${encodeURIComponent(known)}`);
  /** @type {ReturnType<typeof setTimeout> | null} */
  let waiting = null;
  source.addEventListener("news", (message) => {
    waiting ??= setTimeout(() => { waiting = null; tell(); }, PAUSE_MS);
    if (JSON.parse(message.data).ended) source.close();
  });
  return source;
}
