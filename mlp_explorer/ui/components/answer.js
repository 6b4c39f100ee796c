// The picture, if there is one, the answer and a bar a class; built once, then only changed.

import { Announcer } from "./announcer.js";
import { find } from "./page.js";
import { decode, paintPixels } from "./pixels.js";
import { writeNumber } from "./text.js";

/** @typedef {{ probabilities: number[] | null, sentence: string, sure: boolean }} Answer */
/** @typedef {Answer & { classes: string[], shape: number[] | null, pixels: string, subject: string, empty: string, words: Words }} Data */
/** @typedef {{ data: Data, hasInk?: boolean, ink?: EventListener, replay?: EventListener, announcer?: Announcer }} State */
/** @typedef {HTMLElement & State} Root */

const [INK, REPLAY] = ["mlp-explorer-ink", "mlp-explorer-replay"]; // of the canvas, of the replay
const MOST_AT_ONCE = 12; // bars that are seen together, as answer.css has it

/** @param {HTMLElement} root @param {Data} data */
function build(root, { classes, shape, words }) {
  const [height, width] = shape ?? [0, 0];
  root.innerHTML = `<div class="answer-seen"><canvas width="${width}" height="${height}" role="img"></canvas>
      <p></p><div class="answer-top" aria-hidden="true"></div></div>
    <div class="answer-bars">${classes.map(() => `<div role="meter" aria-valuemin="0"
      aria-valuemax="100"><span></span><s><i></i></s><span></span></div>`).join("")}</div>
    <p class="answer-sentence"></p><p class="answer-heard heard" role="status"></p>`;
  root.classList.toggle("wordy", classes.some((name) => name.length > 2));
  root.classList.toggle("blind", !shape);
  if (classes.length > MOST_AT_ONCE) find(root, ".answer-bars").tabIndex = 0; // it scrolls
  root.querySelectorAll("[role=meter]").forEach((item, place) => {
    for (const name of ["aria-label", "title"]) item.setAttribute(name, classes[place]);
    find(item, "span").textContent = classes[place];
  });
  find(root, "canvas").setAttribute("aria-label", words.picture);
  find(root, "p").textContent = words.caption;
}

/** @param {HTMLCanvasElement} canvas @param {string} encoded */
function paint(canvas, encoded) {
  const gray = decode(encoded);
  paintPixels(canvas, (i) => Array(3).fill(gray[i]));
}

/** @param {Root} root @param {Answer} answer */
function show(root, { probabilities, sentence, sure }) {
  const { classes } = root.data;
  const values = probabilities ?? classes.map(() => 0);
  const top = probabilities ? values.indexOf(Math.max(...values)) : -1;
  find(root, ".answer-top").textContent = top < 0 ? "" : sure ? classes[top] : "?";
  root.querySelectorAll("[role=meter]").forEach((item, place) => {
    const percent = 100 * values[place];
    item.classList.toggle("top", place === top);
    item.setAttribute("aria-valuenow", percent.toFixed(1));
    find(item, "i").style.transform = `scaleX(${values[place]})`;
    find(item, "span:last-child").textContent = probabilities ? `${writeNumber(percent, 1, 1)} %` : "";
  });
  const text = find(root, ".answer-sentence");
  text.textContent = sentence.replace(/ %/g, "\u00a0%"); // on one line with its number
}

// What the server said last; but of a canvas that was emptied or begun since then, nothing yet.
/** @param {Root} root */
function present(root) {
  const { data } = root;
  const hasInk = data.empty ? root.hasInk : undefined; // else the canvas is not all that there is to read
  const isEmpty = data.sentence === data.empty;
  const cleared = hasInk === false && !isEmpty;
  const begun = hasInk === true && isEmpty;
  const shown = { ...data, ...(cleared && { pixels: "", probabilities: null }),
    ...((cleared || begun) && { sentence: cleared ? data.empty : "" }) };
  if (data.shape) paint(find(root, "canvas"), shown.pixels);
  show(root, shown);
  announce(root, shown);
}

// Another drawing or another answer is read aloud; a new epoch's figures for the same are not.
/** @param {Root} root @param {Data} shown */
function announce(root, { pixels, subject, probabilities, sentence, sure }) {
  root.announcer ??= new Announcer((said) => { find(root, ".answer-heard").textContent = said; });
  const answer = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : sentence;
  root.announcer.hear(JSON.stringify([pixels, subject, answer, sure]), sentence);
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
  if (!root.firstChild) build(root, data);
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
