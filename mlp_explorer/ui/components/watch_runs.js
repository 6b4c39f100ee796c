// Tells the server when there is news of its runs. Shows nothing.

import { ServerMessages } from "./server_messages.js";

const PAUSE_MS = 250; // at most four reruns a second, the last one never left out

/** @typedef {{ watched?: string | null, known?: string, messages?: ServerMessages | null, tell?: () => void }} State */

/** @param {ComponentArgs<{ url: string | null, known: string }>} args */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @type {Element & State} */
  const host = parentElement.host;
  // what this page shows is no news: a rerun on top of the page's first would do it harm
  host.known = data.known;
  host.tell = () => host.isConnected && setTriggerValue("news", Date.now());
  if (host.watched !== data.url) {
    host.messages?.close();
    host.watched = data.url;
    host.messages = data.url === null ? null : listen(host, data.url);
  }
  return () => setTimeout(() => {
    if (!host.isConnected) { host.messages?.close(); host.watched = null; }
  }, 0);
}

/** @param {State} host @param {string} url */
function listen(host, url) {
  /** @type {ReturnType<typeof setTimeout> | null} */
  let waiting = null;
  const messages = new ServerMessages(() => `${url}?known=${encodeURIComponent(host.known ?? "")}`, {
    news: (message) => {
      const { known, ended } = JSON.parse(message.data);
      host.known = known;
      waiting ??= setTimeout(() => { waiting = null; host.tell?.(); }, PAUSE_MS);
      if (ended) messages.close();
    },
  });
  messages.open();
  return messages;
}
