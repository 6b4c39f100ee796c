// Tells the server when there is news of its runs. Shows nothing.

import { locate } from "./page.js";

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.host ?? parentElement;
  if (host.watched !== data.url) {
    host.source?.close();
    host.watched = data.url;
    // what this page shows is no news: a rerun on top of the page's first would do it harm
    const url = `${data.url}?known=${encodeURIComponent(data.known)}`;
    host.source = data.url && new EventSource(locate(url));
    let waiting = null;
    const tell = () => { // at most four reruns a second, the last one never left out
      waiting ??= setTimeout(() => { waiting = null; host.tell(); }, 250);
    };
    host.source?.addEventListener("news", (message) => {
      tell();
      if (JSON.parse(message.data).ended) host.source.close();
    });
  }
  host.tell = () => host.isConnected && setTriggerValue("news", Date.now());
  return () => setTimeout(() => {
    if (!host.isConnected) { host.source?.close(); host.watched = null; }
  }, 0);
}
