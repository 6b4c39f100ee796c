// The picture, the answer and ten bars; built once, then only changed.

import { Announcer } from "./announcer.js";
import { find } from "./page.js";
import { decode, paintPixels } from "./pixels.js";
import { writeNumber } from "./text.js";

/** @typedef {{ probabilities: number[] | null, sentence: string, sure: boolean }} Answer */
/** @typedef {Answer & { pixels: string, empty: string, words: Words }} Data */
/** @typedef {{ data: Data, hasInk?: boolean, ink?: EventListener, replay?: EventListener, announcer?: Announcer }} State */
/** @typedef {HTMLElement & State} Root */

const [INK, REPLAY] = ["mlp-explorer-ink", "mlp-explorer-replay"]; // of the canvas, of the replay
const digits = [...Array(10).keys()];

/** @param {HTMLElement} root @param {Words} words */
function build(root, words) {
  root.innerHTML = `<div class="answer-seen"><canvas width="28" height="28" role="img"></canvas>
      <p></p><div class="answer-top" aria-hidden="true"></div></div>
    <div class="answer-bars">${digits.map((digit) => `<div role="meter" aria-valuemin="0"
      aria-valuemax="100" aria-label="${digit}"><span>${digit}</span><s><i></i></s>
      <span></span></div>`).join("")}</div>
    <p class="answer-sentence"></p><p class="answer-heard heard" role="status"></p>`;
  find(root, "canvas").setAttribute("aria-label", words.picture);
  find(root, "p").textContent = words.caption;
}

/** @param {HTMLCanvasElement} canvas @param {string} encoded */
function paint(canvas, encoded) {
  const gray = decode(encoded);
  paintPixels(canvas, (i) => Array(3).fill(gray[i]));
}

/** @param {HTMLElement} root @param {Answer} answer */
function show(root, { probabilities, sentence, sure }) {
  const values = probabilities ?? digits.map(() => 0);
  const top = probabilities ? values.indexOf(Math.max(...values)) : -1;
  find(root, ".answer-top").textContent = top < 0 ? "" : sure ? String(top) : "?";
  root.querySelectorAll("[role=meter]").forEach((item, digit) => {
    const percent = 100 * values[digit];
    item.classList.toggle("top", digit === top);
    item.setAttribute("aria-valuenow", percent.toFixed(1));
    find(item, "i").style.transform = `scaleX(${values[digit]})`;
    find(item, "span:last-child").textContent = probabilities ? `${writeNumber(percent, 1, 1)} %` : "";
  });
  const text = find(root, ".answer-sentence");
  text.textContent = sentence.replace(/ %/g, "\u00a0%"); // on one line with its number
}

// What the server said last; but of a canvas that was emptied or begun since then, nothing yet.
/** @param {Root} root */
function present(root) {
  const { data, hasInk } = root;
  const isEmpty = data.sentence === data.empty;
  const cleared = hasInk === false && !isEmpty;
  const begun = hasInk === true && isEmpty;
  const shown = { ...data, ...(cleared && { pixels: "", probabilities: null }),
    ...((cleared || begun) && { sentence: cleared ? data.empty : "" }) };
  paint(find(root, "canvas"), shown.pixels);
  show(root, shown);
  announce(root, shown);
}

// Another drawing or another answer is read aloud; a new epoch's figures for the same are not.
/** @param {Root} root @param {Data} shown */
function announce(root, { pixels, probabilities, sentence, sure }) {
  root.announcer ??= new Announcer((said) => { find(root, ".answer-heard").textContent = said; });
  const answer = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : sentence;
  root.announcer.hear(JSON.stringify([pixels, answer, sure]), sentence);
}

// What another component says, for as long as this one is on the page.
/** @param {HTMLElement} root @param {string} name @param {(detail: any) => void} take @returns {EventListener} */
function listen(root, name, take) {
  /** @param {Event} event */
  const listener = (event) => {
    if (root.isConnected) take(/** @type {CustomEvent} */ (event).detail);
    else window.removeEventListener(name, listener);
  };
  return listener;
}

/** @param {ComponentArgs<Data>} args */
export default function ({ data, parentElement }) {
  const root = /** @type {Root} */ (find(parentElement, ".answer"));
  if (!root.firstChild) build(root, data.words);
  root.data = data;
  present(root);
  root.ink ??= listen(root, INK, (hasInk) => {
    root.hasInk = hasInk;
    present(root);
  });
  root.replay ??= listen(root, REPLAY, (answer) => show(root, answer));
  // anew each time, as it may have been off the page; the same one counts once
  window.addEventListener(INK, root.ink);
  window.addEventListener(REPLAY, root.replay);
}
