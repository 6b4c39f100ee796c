// What the network made of this drawing, epoch by epoch. While the slider moves, the bars above
// follow in the browser; the server hears where it was left.

import { find } from "./page.js";
import { AGAINST, FOR, QUIET } from "./pixels.js";
import { say } from "./say.js";
import { fill, writeNumber } from "./text.js";

const [HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [190, 40, 34, 8, 22];
const STEP_MS = 350;
// The answer has the blue that speaks for it, its rival the orange that speaks against it.
const STYLES = [[FOR, 3.5], [AGAINST, 2]];
const OTHERS = [QUIET, 1];
const APART = 13; // pixels from one label to the next

// Where each epoch stands on the axis, from 0 to 1: to scale, as those that are not kept have their place.
/** @param {number[]} epochs */
export function placeEpochs(epochs) {
  const [first, last] = [epochs[0], epochs[epochs.length - 1]];
  return epochs.map((epoch) => (epoch - first) / Math.max(1, last - first));
}

/**
 * @typedef {object} Data
 * @property {number[]} epochs
 * @property {number[][]} values the ten outputs, by epoch
 * @property {string[]} sentences what the answer's panel says, by epoch
 * @property {boolean[]} sure
 * @property {number} epoch
 * @property {Words} words
 */

class Replay {
  /** @param {HTMLElement} root @param {Data} data */
  constructor(root, data) {
    this.root = root;
    root.innerHTML = `<svg role="img"></svg><div class="replay-row"><button type="button"></button>
      <input type="range" min="0" step="1"><output></output></div>`;
    this.data = data;
    this.known = ""; // the epochs and their outputs, to see whether others have come
    this.place = 0;
    /** @type {ReturnType<typeof setInterval> | null} */
    this.timer = null;
    /** @type {(epoch: number) => void} */
    this.tell = () => {};
    this.svg = find(root, "svg");
    this.button = find(root, "button");
    this.slider = find(root, "input");
    this.text = find(root, "output");
    this.slider.addEventListener("input", () => this.move(Number(this.slider.value)));
    this.slider.addEventListener("change", () => this.leave());
    this.button.addEventListener("click", () => (this.timer ? this.pause() : this.play()));
    new ResizeObserver(() => this.known && this.draw()).observe(root);
  }

  /** @param {Data} data @param {(epoch: number) => void} tell */
  show(data, tell) {
    this.tell = tell;
    const same = JSON.stringify([data.epochs, data.values]) === this.known;
    this.data = data;
    this.known = JSON.stringify([data.epochs, data.values]);
    this.slider.max = String(data.epochs.length - 1);
    this.slider.setAttribute("aria-label", data.words.slider);
    if (!same || !this.timer) this.place = data.epochs.indexOf(data.epoch);
    if (!same && this.timer) this.pause();
    this.draw();
  }

  draw() {
    const { epochs, values, words } = this.data;
    const width = this.root.clientWidth;
    if (!width) return;
    const last = values[values.length - 1];
    const order = [...last.keys()].sort((a, b) => last[b] - last[a]);
    const places = placeEpochs(epochs);
    /** @param {number} i */
    const x = (i) => LEFT + (width - LEFT - RIGHT) * places[i];
    /** @param {number} p */
    const y = (p) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - p);
    const lines = order.map((digit, rank) => {
      const points = values.map((row, i) => `${x(i).toFixed(1)},${y(row[digit]).toFixed(1)}`);
      const [color, wide] = STYLES[rank] ?? OTHERS;
      return `<polyline points="${points.join(" ")}" fill="none" stroke="${color}"
        stroke-width="${wide}" stroke-linejoin="round"/>`;
    }).reverse();
    const top = y(last[order[0]]);
    const heights = [top, Math.max(y(last[order[1]]), top + APART)];
    const labels = STYLES.map(([color], rank) => `<text x="${x(epochs.length - 1) + 8}"
      y="${heights[rank] + 4}" style="fill:${color};font-weight:700">${order[rank]}</text>`);
    const axis = [0, 0.5, 1].map((p) => `<line class="axis" x1="${LEFT}" x2="${width - RIGHT}"
      y1="${y(p)}" y2="${y(p)}"/><text x="${LEFT - 6}" y="${y(p) + 4}" text-anchor="end">${100 * p} %</text>`);
    const ends = [0, epochs.length - 1].map((i) => `<text x="${x(i)}" y="${HEIGHT - 4}"
      text-anchor="${i ? "end" : "start"}">${fill(words.epoch, { epoch: epochs[i] })}</text>`);
    const ticks = epochs.map((_, i) => `<line class="tick" x1="${x(i)}" x2="${x(i)}" y1="${HEIGHT - BOTTOM}"
      y2="${HEIGHT - BOTTOM + 4}"/>`);
    const now = `<line class="now" x1="${x(this.place)}" x2="${x(this.place)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>`;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.svg.setAttribute("aria-label", words.label);
    this.svg.innerHTML = axis.join("") + lines.join("") + labels.join("") + ticks.join("") + ends.join("") + now;
    this.slider.value = String(this.place);
    this.slider.style.setProperty("--gone", `${(100 * this.place) / Math.max(1, epochs.length - 1)}%`);
    this.text.textContent = this.describe();
    this.slider.setAttribute("aria-valuetext", this.describe());
    this.button.textContent = this.timer ? words.pause : words.play;
  }

  describe() {
    const { epochs, values, words } = this.data;
    const row = values[this.place];
    const top = row.indexOf(Math.max(...row));
    const share = writeNumber(100 * row[top], 0);
    return fill(words.state, { epoch: epochs[this.place], answer: top, share });
  }

  /** @param {number} place */
  move(place) {
    this.place = place;
    this.draw();
    const { values, sentences, sure } = this.data;
    const detail = { probabilities: values[place], sentence: sentences[place], sure: sure[place] };
    window.dispatchEvent(new CustomEvent("mlp-explorer-replay", { detail }));
  }

  play() {
    if (this.place === this.data.epochs.length - 1) this.move(0);
    const timer = setInterval(() => {
      if (this.root.isConnected) this.step();
      else clearInterval(timer);
    }, STEP_MS);
    this.timer = timer;
    this.draw();
  }

  step() {
    this.move(this.place + 1);
    if (this.place === this.data.epochs.length - 1) this.pause();
  }

  pause() {
    clearInterval(this.timer ?? undefined);
    this.timer = null;
    this.draw();
    this.leave();
  }

  leave() {
    if (!this.timer) this.tell(this.data.epochs[this.place]);
  }
}

/** @param {ComponentArgs<Data>} args */
export default function ({ data, parentElement, setStateValue }) {
  /** @type {HTMLElement & { view?: Replay }} */
  const root = find(parentElement, ".replay");
  root.view ??= new Replay(root, data);
  root.view.show(data, (epoch) => say(setStateValue, epoch));
}
