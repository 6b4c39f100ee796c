// A sentence for those who hear the page: how what goes on stands, said as an answer is. Shows nothing.

import { Announcer } from "./announcer.js";
import { find } from "./page.js";

/** @param {ComponentArgs<{ about: number, sentence: string }>} args */
export default function ({ data, parentElement }) {
  /** @type {HTMLElement & { announcer?: Announcer }} */
  const place = find(parentElement, ".announcement");
  place.announcer ??= new Announcer((sentence) => { place.textContent = sentence; });
  place.announcer.hear(data.about, data.sentence);
}
