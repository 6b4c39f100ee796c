// From the picture, through each layer's strongest neurons, to the ten outputs.

import { placeNumbers } from "./flow_labels.js";
import { find } from "./page.js";
import { AGAINST, FOR, QUIET, colorSigned, decode, paintPixels } from "./pixels.js";
import { fill, writeNumber } from "./text.js";

const [TOP, BOTTOM, ROW, VALUE_ROW] = [26, 30, 20.5, 26]; // px; a neuron's row, with a number more
const MOST = 12; // neurons below each other
const WIDE = 900; // px: from here on a neuron is described beside the picture, not below it
const digits = [...Array(10).keys()];
const MOST_VALUES = 3; // numbers between two layers
const MOST_COLUMNS = 4; // from here on, none has room for its neurons' numbers
const VALUE = 44; // px behind a neuron on which its number is written

/** @param {number} share */
const tint = (share) => (share < 0 ? AGAINST : FOR);
/** @param {number} value */
const signed = (value) => `${value < 0 ? "−" : "+"}${writeNumber(Math.abs(value))}`;

/**
 * @typedef {object} Neuron
 * @property {number} number
 * @property {number} z
 * @property {number} bias
 * @property {number} activation
 * @property {number} share what it adds to the answer
 * @property {string} weights signed bytes, in base64
 * @property {string} drive the same, weights times what comes in
 */
/** @typedef {{ name: string, activation: string, rest: string, neurons: Neuron[] }} Layer */
/** @typedef {[layer: number, start: number, end: number, product: number, share: number]} Link places in two layers */
/**
 * @typedef {object} Data
 * @property {string} picture a data URL
 * @property {Layer[]} layers
 * @property {Link[]} links
 * @property {number[]} outputs
 * @property {number} answer
 * @property {boolean} values whether numbers are written
 * @property {Words} words
 */

class FlowView {
  /** @param {HTMLElement} root @param {Data} data */
  constructor(root, data) {
    this.root = root;
    this.data = data;
    /** @type {string | null} */
    this.chosen = null; // "layer-number" of the neuron that is described
    this.height = this.picture = this.radius = this.out = this.bar = 0; // px
    /** @type {number[]} */
    this.columns = []; // px
    root.innerHTML = `<svg role="group"></svg><div class="flow-detail idle">
      <figure><canvas width="28" height="28"></canvas><figcaption></figcaption></figure>
      <figure><canvas width="28" height="28"></canvas><figcaption></figcaption></figure>
      <p role="status"></p></div>`;
    this.svg = find(root, "svg");
    new ResizeObserver(() => this.height && this.draw()).observe(root);
  }

  /** @param {Data} data */
  show(data) {
    this.data = data;
    this.height = TOP + BOTTOM + MOST * (data.values ? VALUE_ROW : ROW);
    this.draw();
  }

  draw() {
    this.root.classList.toggle("wide", this.root.clientWidth >= WIDE);
    const width = this.svg.clientWidth;
    if (!width) return;
    const root = /** @type {ShadowRoot} */ (this.root.getRootNode());
    const focused = /** @type {HTMLElement | null} */ (root.activeElement)?.dataset?.key;
    this.place(width);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    this.svg.setAttribute("aria-label", this.data.words.label);
    this.svg.innerHTML = [this.drawLinks(), this.drawPicture(), this.drawLayers(), this.drawOutputs(),
      '<g class="flow-products"></g>'].join("");
    for (const node of this.listNodes()) {
      if (node.dataset.key === focused) node.focus(); // before it listens: it is no new choice
      // nor is "pointerenter", which a redraw brings about under a pointer that only rests
      for (const type of ["pointermove", "focus", "click"]) {
        node.addEventListener(type, () => this.choose(node.dataset.key ?? null));
      }
    }
    this.describe();
  }

  /** @returns {NodeListOf<SVGElement>} */
  listNodes() {
    return this.svg.querySelectorAll(".flow-node");
  }

  /** @param {number} width */
  place(width) { // columns: picture, layers, outputs
    const { layers } = this.data;
    this.picture = Math.min(92, width * 0.2);
    const right = Math.min(110, width * 0.22);
    const [first, last] = [this.picture + 40, width - right];
    this.columns = layers.map((_, i) => first + ((last - first) * (i + 0.5)) / layers.length);
    this.out = last + 8;
    this.radius = Math.max(4, Math.min(9, (last - first) / layers.length / 4));
    this.bar = width - this.out - 18;
  }

  /** @param {number} place @param {number} count */
  y(place, count) {
    const room = this.height - TOP - BOTTOM;
    return TOP + (count === 1 ? room / 2 : (room * (place + 0.5)) / count);
  }

  /** @param {number} layer @param {number} place @returns {[number, number]} */
  spot(layer, place) { // layer −1 is the picture, the one after the last the output
    const { layers } = this.data;
    if (layer < 0) return [this.picture, this.y(0, 1)];
    if (layer === layers.length) return [this.out, this.y(place, 10)];
    return [this.columns[layer], this.y(place, layers[layer].neurons.length)];
  }

  drawLinks() {
    /** @type {number[]} */
    const most = [];
    for (const [layer, , , , share] of this.data.links) most[layer] = Math.max(most[layer] ?? 1e-9, Math.abs(share));
    return this.data.links.map(([layer, start, end, product, share]) => {
      const strength = Math.abs(share) / most[layer];
      const [[x1, y1], [x2, y2]] = [this.spot(layer - 1, start), this.spot(layer, end)];
      const middle = (x1 + x2) / 2;
      return `<path d="M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}" fill="none"
        stroke="${tint(share)}" stroke-width="${(0.5 + 4 * strength).toFixed(2)}"
        opacity="${(0.12 + 0.78 * strength).toFixed(2)}"><title>${signed(product)}</title></path>`;
    }).join("");
  }

  pickLinks() { // those whose numbers are written: the chosen neuron's, else the largest
    const { layers, links } = this.data;
    const [chosen, number] = (this.chosen ?? "-").split("-").map(Number);
    const place = layers[chosen]?.neurons.findIndex((each) => each.number === number) ?? -1;
    if (place >= 0) {
      return links.filter(([layer, start, end]) => (layer === chosen && end === place)
        || (layer === chosen + 1 && start === place));
    }
    const strongest = [...links].sort((one, other) => Math.abs(other[4]) - Math.abs(one[4]));
    return layers.map((_, i) => i).concat(layers.length)
      .flatMap((i) => strongest.filter(([layer]) => layer === i).slice(0, MOST_VALUES));
  }

  drawProducts() {
    if (!this.data.values) return "";
    const picked = this.pickLinks();
    return [...this.data.layers.keys(), this.data.layers.length]
      .map((layer) => this.drawProductsOf(layer, picked.filter((link) => link[0] === layer))).join("");
  }

  /** @param {number} layer @param {Link[]} links that lead to it */
  drawProductsOf(layer, links) {
    /** @type {[[number, number], [number, number]][]} */
    const ends = links.map(([, start, end]) => [this.spot(layer - 1, start), this.spot(layer, end)]);
    return placeNumbers(ends, layer && this.columns.length < MOST_COLUMNS ? this.radius + VALUE : 0).map(([x, y], i) => (
      `<text class="product" x="${x}" y="${y + 3}">${signed(links[i][3])}</text>`)).join("");
  }

  drawPicture() {
    const side = this.picture;
    return `<image href="${this.data.picture}" x="0" y="${this.y(0, 1) - side / 2}" width="${side}"
      height="${side}" style="image-rendering:pixelated"/>
      <text class="quiet" x="${side / 2}" y="${this.height - 8}">${this.data.words.picture}</text>`;
  }

  drawLayers() {
    return this.data.layers.map(({ name, rest, neurons }, layer) => {
      const most = Math.max(...neurons.map(({ activation }) => Math.abs(activation)), 1e-9);
      const nodes = neurons.map(({ number, activation, share }, place) => {
        const [x, y] = this.spot(layer, place);
        const key = `${layer}-${number}`;
        const label = fill(this.data.words.neuron, { number: number + 1, layer: layer + 1 });
        const value = this.data.values && this.columns.length < MOST_COLUMNS
          ? `<text class="value" x="${x + this.radius + 4}" y="${y - 5}">${writeNumber(activation)}</text>` : "";
        return `${value}<g class="flow-node${key === this.chosen ? " chosen" : ""}" tabindex="0" role="button"
          data-key="${key}" aria-label="${label}"><circle cx="${x}" cy="${y}" r="${this.radius + 6}"
          style="stroke:none;fill:transparent"/><circle cx="${x}" cy="${y}" r="${this.radius}"
          fill="${tint(share)}" fill-opacity="${(0.06 + 0.94 * Math.abs(activation) / most).toFixed(2)}"/></g>`;
      }).join("");
      const x = this.columns[layer];
      return `<text x="${x}" y="14">${name}</text>${nodes}
        <text class="quiet" x="${x}" y="${this.height - 8}">${rest}</text>`;
    }).join("");
  }

  drawOutputs() {
    const { outputs, answer } = this.data;
    return digits.map((digit) => {
      const [x, y] = this.spot(this.data.layers.length, digit);
      const top = digit === answer;
      return `<text class="digit${top ? " top" : ""}" x="${x + 4}" y="${y + 4}">${digit}</text>
        <rect x="${x + 18}" y="${y - 6}" height="12" rx="2" width="${Math.max(0, this.bar * outputs[digit])}"
        fill="${top ? FOR : QUIET}"/>`;
    }).join("");
  }

  /** @param {string | null} key */
  choose(key) {
    if (key === this.chosen) return;
    this.chosen = key;
    for (const node of this.listNodes()) {
      node.classList.toggle("chosen", node.dataset.key === key);
    }
    this.describe();
  }

  describe() {
    find(this.svg, ".flow-products").innerHTML = this.drawProducts();
    const { layers, words } = this.data;
    const [layer, number] = (this.chosen ?? "-").split("-").map(Number);
    const neuron = layers[layer]?.neurons.find((each) => each.number === number);
    const box = find(this.root, ".flow-detail");
    const text = find(box, "p");
    box.classList.toggle("idle", !neuron);
    if (!neuron) {
      text.textContent = words.idle;
      return;
    }
    const [weights, drive] = box.querySelectorAll("canvas");
    paintPixels(weights, colorSigned([...new Int8Array(decode(neuron.weights).buffer)]));
    paintPixels(drive, colorSigned([...new Int8Array(decode(neuron.drive).buffer)]));
    const captions = box.querySelectorAll("figcaption");
    captions[0].textContent = layer ? words.weights_deep : words.weights;
    captions[1].textContent = words.drive;
    const values = {
      number: number + 1,
      layer: layer + 1,
      name: layers[layer].activation,
      z: writeNumber(neuron.z),
      bias: writeNumber(neuron.bias),
      activation: writeNumber(neuron.activation),
      share: writeNumber(Math.abs(neuron.share)),
    };
    const verdict = neuron.share < 0 ? words.against : words.for;
    text.textContent = `${fill(words.detail, values)} ${fill(verdict, values)}`;
  }
}

/** @param {ComponentArgs<Data>} args */
export default function ({ data, parentElement }) {
  /** @type {HTMLElement & { view?: FlowView }} */
  const root = find(parentElement, ".flow");
  root.view ??= new FlowView(root, data);
  root.view.show(data);
}
