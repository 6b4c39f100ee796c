// The picture, the answer and ten bars; built once, then only changed.

import { decode, paintPixels } from "./pixels.js";

const digits = [...Array(10).keys()];

function build(root, words) {
  root.innerHTML = `<div class="answer-seen"><canvas width="28" height="28" role="img"></canvas>
      <p></p><div class="answer-top" aria-hidden="true"></div></div>
    <ol class="answer-bars" start="0">${digits.map((digit) => `<li role="meter" aria-valuemin="0"
      aria-valuemax="100" aria-label="${digit}"><span>${digit}</span><div><i></i></div>
      <span></span></li>`).join("")}</ol>
    <p class="answer-sentence" role="status"></p>`;
  root.querySelector("canvas").setAttribute("aria-label", words.picture);
  root.querySelector("p").textContent = words.caption;
}

function paint(canvas, encoded) {
  const gray = decode(encoded);
  paintPixels(canvas, (i) => Array(3).fill(gray[i]));
}

function show(root, { probabilities, sentence, sure }) {
  const values = probabilities ?? digits.map(() => 0);
  const top = probabilities ? values.indexOf(Math.max(...values)) : -1;
  root.querySelector(".answer-top").textContent = top < 0 ? "" : sure ? top : "?";
  root.querySelectorAll("li").forEach((item, digit) => {
    const percent = 100 * values[digit];
    item.classList.toggle("top", digit === top);
    item.setAttribute("aria-valuenow", percent.toFixed(1));
    item.querySelector("i").style.transform = `scaleX(${values[digit]})`;
    item.lastElementChild.textContent = probabilities ? `${percent.toFixed(1)} %` : "";
  });
  const said = root.querySelector(".answer-sentence"); // is read aloud when it changes
  if (said.textContent !== sentence) said.textContent = sentence;
}

// What the server said last; but of a canvas that was emptied or begun since then, nothing yet.
function present(root) {
  const { data, hasInk } = root;
  const isEmpty = data.sentence === data.empty;
  const cleared = hasInk === false && !isEmpty;
  const begun = hasInk === true && isEmpty;
  const shown = { ...data, ...(cleared && { pixels: "", probabilities: null }),
    ...((cleared || begun) && { sentence: cleared ? data.empty : "" }) };
  paint(root.querySelector("canvas"), shown.pixels);
  show(root, shown);
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".answer");
  if (!root.firstChild) build(root, data.words);
  root.data = data;
  present(root);
  root.ink ??= (event) => {
    root.hasInk = event.detail;
    if (root.isConnected) present(root);
    else window.removeEventListener("mlp-explorer-ink", root.ink);
  };
  window.addEventListener("mlp-explorer-ink", root.ink);
  root.replay ??= (event) => {
    if (root.isConnected) show(root, event.detail);
    else window.removeEventListener("mlp-explorer-replay", root.replay);
  };
  window.addEventListener("mlp-explorer-replay", root.replay); // the same one counts once
}
