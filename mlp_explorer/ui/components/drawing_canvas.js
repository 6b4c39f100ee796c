// The canvas with Undo and Clear. All three act on the model, here and at once; the server is told.

import { Canvas } from "./canvas_mends.js";
import { openModel } from "./drawing_model.js";
import { locate } from "./page.js";
import { say } from "./say.js";

const TOOLS = { undo: "undo", clear: "delete" }; // a method of the model, and the symbol for it

class Pad {
  constructor(root, data) {
    this.root = root;
    this.canvas = new Canvas(root, locate(data.script),
      (object) => this.addStroke(object), () => this.tellInk(true));
    this.tools = Object.entries(TOOLS).map(([name, icon]) => this.makeTool(name, icon));
    root.querySelector(".tools").replaceChildren(...this.tools);
  }

  makeTool(name, icon) {
    const button = document.createElement("button");
    button.type = "button";
    button.name = name;
    const symbol = document.createElement("span");
    symbol.textContent = icon; // a ligature of the font that Streamlit brings
    symbol.setAttribute("aria-hidden", "true");
    symbol.translate = false;
    button.append(symbol, document.createElement("b"));
    button.addEventListener("click", () => {
      this.model[name]();
      this.send();
    });
    return button;
  }

  update(data, setStateValue) {
    this.send_ = (message) => say(setStateValue, message);
    this.width = data.pen;
    this.model = openModel(data);
    this.model.hear(data);
    for (const tool of this.tools) tool.lastChild.textContent = data.words[tool.name];
    // what was done while the page was being left, or what the tab has kept
    if (this.model.unheard.length && this.told !== this.model.serial) this.send();
    else this.show();
  }

  addStroke(object) {
    const isShown = this.canvas.shown === this.model.sketch;
    this.model.addStroke(object);
    if (isShown) this.canvas.accept(this.model.sketch);
    this.send();
  }

  send() {
    this.told = this.model.serial;
    this.send_(this.model.message());
    this.show();
  }

  show() {
    const { model } = this;
    this.tools[0].disabled = !model.canUndo();
    this.canvas.show({ sketch: model.sketch, width: this.width });
    this.tellInk(!model.isEmpty() || this.canvas.isDown);
  }

  // For the answer: while nothing is drawn, or the first stroke is, what it said before is not of that.
  tellInk(hasInk) {
    window.dispatchEvent(new CustomEvent("mlp-explorer-ink", { detail: hasInk }));
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.host;
  host.pad ??= new Pad(parentElement, data);
  host.pad.update(data, setStateValue);
  return () => {
    host.pad?.canvas.close();
    host.pad = null;
  };
}
