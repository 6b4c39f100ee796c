// The browser's model of a drawing without a browser: for tests/ui/test_drawing_model.py. Of each line that
// comes, the method of that name is called; what the model is then goes back as a line.

import { createInterface } from "node:readline";

import { DrawingModel } from "../../../mlp_explorer/ui/components/drawing_model.js";

Object.assign(globalThis, { window: {}, sessionStorage: { getItem: () => null, setItem: () => {} } });
/** @type {any} */
let model = null;

for await (const line of createInterface({ input: process.stdin })) {
  const [name, value] = JSON.parse(line);
  if (name === "open") model = new DrawingModel(value);
  else model[name](value);
  const { serial, unheard, sketch } = model;
  console.log(JSON.stringify({ serial, unheard: unheard.length, objects: sketch.objects,
    picture: sketch.picture, message: model.message() }));
}
