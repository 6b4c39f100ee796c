// The canvas, its pen for keys, Undo and Clear. All act on the model, here and at once; the server is told.

import { Canvas } from "./canvas_mends.js";
import { openModel } from "./drawing_model.js";
import { KeyPen } from "./key_pen.js";
import { find, makeSymbol } from "./page.js";
import { say } from "./say.js";

const TOOLS = { undo: "undo", clear: "delete" }; // a method of the model, and the symbol for it

/** @typedef {{ pen: number, script: string, words: Words }} Own */
/** @typedef {import("./drawing_model.js").Book & Own} Data */
/** @typedef {keyof typeof TOOLS} Tool */

class Pad {
  /** @param {ShadowRoot} root @param {Data} data @param {SetValue} setStateValue */
  constructor(root, data, setStateValue) {
    this.setStateValue = setStateValue;
    this.model = openModel(data);
    this.width = data.pen;
    this.told = 0; // the last act that the server was told of
    this.canvas = new Canvas(root, new URL(data.script, document.baseURI).href,
      (object) => this.addStroke(object), () => this.tellInk(true));
    this.keyPen = new KeyPen(find(root, ".pad"), (digit) => this.bring(digit));
    this.undo = this.makeTool("undo");
    this.tools = [this.undo, this.makeTool("clear")];
    find(root, ".tools").replaceChildren(...this.tools);
  }

  /** @param {Tool} name */
  makeTool(name) {
    const button = document.createElement("button");
    button.type = "button";
    button.name = name;
    button.append(makeSymbol(TOOLS[name]), document.createElement("b"));
    button.addEventListener("click", () => {
      this.model[name]();
      this.send();
    });
    return button;
  }

  /** @param {Data} data @param {SetValue} setStateValue */
  update(data, setStateValue) {
    this.setStateValue = setStateValue;
    this.width = data.pen;
    this.model = openModel(data);
    this.model.hear(data);
    this.keyPen.name(data.words);
    for (const tool of this.tools) find(tool, "b").textContent = data.words[tool.name];
    // what was done while the page was being left, or what the tab has kept
    if (this.model.unheard.length && this.told !== this.model.serial) this.send();
    else this.show();
  }

  /** @param {import("./drawing_model.js").Stroke} object */
  addStroke(object) {
    const isShown = this.canvas.shown === this.model.sketch;
    this.model.addStroke(object);
    if (isShown) this.canvas.accept(this.model.sketch);
    this.send();
  }

  // A test image, which the server has.
  /** @param {number} digit */
  bring(digit) {
    this.model.bring(digit);
    this.send();
  }

  send() {
    this.told = this.model.serial;
    say(this.setStateValue, this.model.message());
    this.show();
  }

  show() {
    const { model } = this;
    this.undo.disabled = !model.canUndo();
    this.canvas.show({ sketch: model.sketch, width: this.width });
    this.tellInk(!model.isEmpty() || this.canvas.isDown);
  }

  // For the answer: while nothing is drawn, or the first stroke is, what it said before is not of that.
  /** @param {boolean} hasInk */
  tellInk(hasInk) {
    window.dispatchEvent(new CustomEvent("mlp-explorer-ink", { detail: hasInk }));
  }
}

/** @param {ComponentArgs<Data>} args */
export default function ({ data, parentElement, setStateValue }) {
  /** @type {Element & { pad?: Pad | null }} */
  const host = parentElement.host;
  host.pad ??= new Pad(parentElement, data, setStateValue);
  host.pad.update(data, setStateValue);
  return () => {
    host.pad?.canvas.close();
    host.pad = null;
  };
}
