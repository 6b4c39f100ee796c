// Pixels times weights make products. The pixels can be painted on; each product can be pointed at.

import { find } from "./page.js";
import { SIDE, colorSigned, decode, paintPixels } from "./pixels.js";
import { say } from "./say.js";
import { fill, writeNumber } from "./text.js";

const [STEP, PAUSE_MS] = [0.1, 120];

/** @param {string} encoded */
const read = (encoded) => new Float32Array(decode(encoded).buffer);
/** @param {number} value */
const write = (value) => writeNumber(value, Math.abs(value) < 1 ? 6 : 4);

/** @typedef {Record<string, number>} Ink the number of a pixel → what it was painted with, in [0, 1] */
/** @typedef {{ pixels: string, weights: string, scale: number, ink: Ink, words: Words }} Data */

class NeuronView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    const figure = '<figure><div><canvas width="28" height="28"></canvas><i></i></div><figcaption></figcaption></figure>';
    root.innerHTML = `${figure.repeat(3)}<p role="status"></p><button type="button"></button>`;
    this.source = ""; // the digit, as it came
    this.scale = 1;
    /** @type {Words} */
    this.words = {};
    /** @type {(ink: Ink) => void} */
    this.tell = () => {};
    this.digit = this.weights = this.values = new Float32Array(SIDE * SIDE);
    /** @type {Ink} */
    this.ink = {};
    this.chosen = 0;
    /** @type {number | null} */
    this.brush = null;
    /** @type {number | null} */
    this.last = null; // pixel of the stroke
    /** @type {ReturnType<typeof setTimeout> | null} */
    this.timer = null;
    this.canvases = [...root.querySelectorAll("canvas")];
    this.pixels = this.canvases[0];
    this.pixels.tabIndex = 0;
    this.button = find(root, "button");
    this.button.addEventListener("click", () => this.restore());
    for (const canvas of this.canvases) {
      canvas.addEventListener("pointermove", (event) => this.point(this.find(event, canvas)));
      canvas.addEventListener("pointerdown", (event) => this.point(this.find(event, canvas)));
    }
    this.pixels.addEventListener("pointerdown", (event) => this.press(event));
    this.pixels.addEventListener("pointermove", (event) => this.drag(event));
    for (const type of ["pointerup", "pointercancel"]) {
      this.pixels.addEventListener(type, () => { this.brush = this.last = null; });
    }
    this.pixels.addEventListener("keydown", (event) => this.steer(event));
  }

  /** @param {Data} data @param {(ink: Ink) => void} tell */
  show({ pixels, weights, scale, ink, words }, tell) {
    const other = pixels !== this.source;
    Object.assign(this, { source: pixels, scale, words, tell });
    [this.digit, this.weights] = [read(pixels), read(weights)];
    // while a hand is at it, what it has painted is newer than what comes from the server
    if (other) this.ink = { ...ink };
    ["pixels", "weights", "products"].forEach((name, i) => {
      this.root.querySelectorAll("figcaption")[i].textContent = words[name];
      this.canvases[i].setAttribute("aria-label", i ? words[name] : `${words.pixels}. ${words.keys}`);
      this.canvases[i].setAttribute("role", i ? "img" : "application");
    });
    this.button.textContent = words.restore;
    this.draw();
    if (other) this.chosen = this.findLargest();
    this.point(this.chosen);
  }

  /** @param {number} i */
  x(i) { return (this.ink[i] ?? this.digit[i]) * this.scale; }

  draw() {
    const inputs = this.weights.map((_, i) => this.x(i));
    this.values = this.weights.map((weight, i) => weight * inputs[i]);
    /** @param {number} i */
    const grey = (i) => Array(3).fill(Math.round((255 * inputs[i]) / this.scale));
    [grey, colorSigned(this.weights), colorSigned(this.values)]
      .forEach((color, i) => paintPixels(this.canvases[i], color));
    this.button.disabled = !Object.keys(this.ink).length;
  }

  findLargest() {
    const sizes = this.values.map(Math.abs);
    return sizes.indexOf(Math.max(...sizes));
  }

  /** @param {PointerEvent} event @param {HTMLCanvasElement} canvas */
  find(event, canvas) {
    const box = canvas.getBoundingClientRect();
    /** @param {number} at @param {number} start @param {number} length */
    const place = (at, start, length) => Math.min(SIDE - 1, Math.max(0, Math.floor((SIDE * (at - start)) / length)));
    return SIDE * place(event.clientY, box.top, box.height) + place(event.clientX, box.left, box.width);
  }

  /** @param {number} i */
  point(i) {
    this.chosen = i;
    const [row, column] = [Math.floor(i / SIDE), i % SIDE];
    for (const frame of this.root.querySelectorAll("i")) {
      frame.style.top = `${(100 * row) / SIDE}%`;
      frame.style.left = `${(100 * column) / SIDE}%`;
    }
    const weight = write(this.weights[i]);
    const numbers = {
      row: row + 1,
      column: column + 1,
      x: write(this.x(i)),
      w: this.weights[i] < 0 ? `(${weight})` : weight,
      product: write(this.values[i]),
    };
    const [told, text] = [find(this.root, "p"), fill(this.words.pixel, numbers)];
    if (told.textContent !== text) told.textContent = text; // else it would be read out again
  }

  /** @param {PointerEvent} event */
  press(event) { // on dark there comes ink, on ink it goes
    if (event.button || !event.isPrimary) return;
    event.preventDefault();
    this.pixels.setPointerCapture(event.pointerId);
    this.pixels.focus({ preventScroll: true });
    this.brush = this.x(this.find(event, this.pixels)) > this.scale / 2 ? 0 : 1;
    this.drag(event);
  }

  /** @param {PointerEvent} event */
  drag(event) { // also the pixels between two places of a fast hand
    if (this.brush == null) return;
    const [end, start] = [this.find(event, this.pixels), this.last ?? this.find(event, this.pixels)];
    /** @param {number} i */
    const split = (i) => [Math.floor(i / SIDE), i % SIDE];
    const [[row, column], [down, right]] = [split(start), split(end)];
    const steps = Math.max(Math.abs(down - row), Math.abs(right - column), 1);
    for (let k = 0; k <= steps; k++) {
      const [y, x] = [row + ((down - row) * k) / steps, column + ((right - column) * k) / steps];
      this.change(SIDE * Math.round(y) + Math.round(x), this.brush);
    }
    this.last = end;
  }

  /** @param {KeyboardEvent} event */
  steer(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // the browser's own
    /** @type {Record<string, number>} */
    const moves = { ArrowUp: -SIDE, ArrowDown: SIDE, ArrowLeft: -1, ArrowRight: 1 };
    /** @type {Record<string, number>} */
    const inks = { "+": STEP, "=": STEP, "-": -STEP };
    if (event.key in moves) {
      const next = this.chosen + moves[event.key];
      const stays = Math.abs(moves[event.key]) > 1 || Math.floor(next / SIDE) === Math.floor(this.chosen / SIDE);
      if (stays && next >= 0 && next < SIDE * SIDE) this.point(next);
    } else if (event.key in inks) {
      const ink = this.x(this.chosen) / this.scale + inks[event.key];
      this.change(this.chosen, Math.min(1, Math.max(0, Number(ink.toFixed(3)))));
    } else return;
    event.preventDefault();
  }

  /** @param {number} i @param {number} ink */
  change(i, ink) {
    if (this.x(i) !== ink * this.scale) {
      this.ink[i] = ink;
      this.draw();
      this.send();
    }
    this.point(i);
  }

  restore() {
    this.pixels.focus({ preventScroll: true }); // the button cannot keep it
    this.ink = {};
    this.draw();
    this.point(this.chosen);
    this.send();
  }

  send() { // not for every point of a stroke: the server answers each time
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.tell({ ...this.ink });
    }, PAUSE_MS);
  }
}

/** @param {ComponentArgs<Data>} args */
export default function ({ data, parentElement, setStateValue }) {
  /** @type {HTMLElement & { view?: NeuronView }} */
  const root = find(parentElement, ".weighed-pixels");
  root.view ??= new NeuronView(root);
  root.view.show(data, (ink) => say(setStateValue, ink));
}
