// The picture, the answer and ten bars; built once, then only changed.

const digits = [...Array(10).keys()];

function build(root) {
  root.innerHTML = `<div class="answer-seen"><canvas width="28" height="28" role="img"
      aria-label="The 28 by 28 picture that the network sees"></canvas>
      <p>what the network sees</p><div class="answer-top" aria-hidden="true"></div></div>
    <ol class="answer-bars" start="0">${digits.map((digit) => `<li role="meter" aria-valuemin="0"
      aria-valuemax="100" aria-label="${digit}"><span>${digit}</span><div><i></i></div>
      <span></span></li>`).join("")}</ol>
    <p class="answer-sentence" role="status"></p>`;
}

function paint(canvas, encoded) {
  const gray = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const image = new ImageData(28, 28);
  gray.forEach((value, i) => image.data.set([value, value, value, 255], 4 * i));
  canvas.getContext("2d").putImageData(image, 0, 0);
}

function show(root, probabilities) {
  const values = probabilities ?? digits.map(() => 0);
  const top = probabilities ? values.indexOf(Math.max(...values)) : -1;
  root.querySelector(".answer-top").textContent = top < 0 ? "" : root.sure ? top : "?";
  root.querySelectorAll("li").forEach((item, digit) => {
    const percent = 100 * values[digit];
    item.classList.toggle("top", digit === top);
    item.setAttribute("aria-valuenow", percent.toFixed(1));
    item.querySelector("i").style.transform = `scaleX(${values[digit]})`;
    item.lastElementChild.textContent = probabilities ? `${percent.toFixed(1)} %` : "";
  });
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".answer");
  if (!root.firstChild) build(root);
  paint(root.querySelector("canvas"), data.pixels);
  root.sure = data.sure;
  show(root, data.probabilities);
  const sentence = root.querySelector(".answer-sentence");
  if (sentence.textContent !== data.sentence) sentence.textContent = data.sentence;
  root.replay ??= (event) => {
    if (root.isConnected) show(root, event.detail.probabilities);
    else window.removeEventListener("mlp-explorer-replay", root.replay);
  };
  window.addEventListener("mlp-explorer-replay", root.replay); // the same one counts once
}
