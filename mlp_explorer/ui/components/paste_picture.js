// Takes a picture that is pasted anywhere on the page. Shows nothing.

import { countActs, say } from "./say.js";

const MOST_PX = 1000; // of the longer side: a photograph is sent smaller

/** @typedef {(picture: string, at: number | null) => void} Send a PNG in base64, or nothing */
/** @typedef {{ send?: Send, listener?: (event: ClipboardEvent) => void }} State */

/** @param {File} file */
async function shrink(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MOST_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").split(",")[1];
}

/** @param {ComponentArgs} args */
export default function ({ parentElement, setStateValue }) {
  /** @type {Element & State} */
  const host = parentElement.host;
  host.send = (picture, at) => say(setStateValue, { picture, at });
  const listener = (host.listener ??= (event) => {
    const items = [...(event.clipboardData?.items ?? [])];
    const file = items.find((item) => item.type.startsWith("image/"))?.getAsFile();
    if (!file) return;
    event.preventDefault();
    const at = countActs(); // what is drawn while it is made smaller lies over it
    shrink(file).then((picture) => host.send?.(picture, at), () => host.send?.("", at));
  });
  document.addEventListener("paste", listener);
  return () => document.removeEventListener("paste", listener);
}
