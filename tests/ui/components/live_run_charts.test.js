import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { countPoints, describe, update } from "../../../mlp_explorer/ui/components/live_run_charts.js";
import { Curves } from "../../../mlp_explorer/ui/components/live_run_events.js";

const words = { empty: "{title}: none", summary: "{title} after {epoch}: {train}, {validation}", continued: "on from {epoch}" };
const started = { type: "TrainingStarted", steps: 10, epoch: 0, step: 0 };
const ended = (/** @type {number} */ epoch) => ({ type: "EpochEnded", epoch, loss: epoch / 10, val_loss: epoch / 8 });
/** @type {[string, any, number[]][]} what Plotly was asked for */
let asked = [];

beforeEach(() => {
  asked = [];
  const note = (/** @type {string} */ name) => (
    (/** @type {any} */ _, /** @type {any} */ change, /** @type {number[]} */ places) => asked.push([name, change, places]));
  Object.assign(globalThis, { window: { Plotly: { extendTraces: note("extendTraces"), restyle: note("restyle") } } });
});

/** @returns {any} */
const makePlot = () => ({
  data: [
    { meta: { event: "BatchEnded", metric: "loss" }, x: [], y: [] },
    { meta: { event: "EpochEnded", metric: "loss" }, x: [1, 2], y: [0.1, 0.2] },
    { meta: { event: "EpochEnded", metric: "val_loss" }, x: [1, 2], y: [0.125, null] },
    { meta: { event: "TrainingStarted" }, x: [1, 1, null], y: [0, 1, null] },
  ],
  /** @param {string} name @param {string} text */
  setAttribute(name, text) { this[name] = text; },
});

test("new points are added to their traces, and to no others", () => {
  const curves = new Curves(words);
  [started, ended(1), ended(2)].forEach((event) => curves.take(event));
  update(makePlot(), curves);
  assert.deepEqual(asked, [["extendTraces", { x: [[1, 2], [1, 2]], y: [[0.1, 0.2], [0.125, 0.25]] }, [1, 2]]]);
});

test("where points go, all traces are set anew, and the marks", () => {
  const curves = new Curves(words);
  [started, ended(1), ended(2)].forEach((event) => curves.take(event));
  curves.noteDrawn();
  curves.take({ ...started, epoch: 1 });
  curves.take({ type: "TrainingEnded", reason: "stopped", epoch: 2 });
  update(makePlot(), curves);
  assert.deepEqual(asked[0], ["restyle", { x: [[], [1], [1]], y: [[], [0.1], [0.125]] }, [0, 1, 2]]);
  assert.deepEqual([asked[1][1].text, asked[1][2]], [[["on from 1", "on from 1", ""]], [3]]);
});

test("points are counted without the marks", () => {
  assert.equal(countPoints(makePlot()), 4);
});

test("a chart is described by its last numbers, one that is not drawn yet as empty", () => {
  const plot = makePlot();
  describe(plot, "Loss", words);
  assert.equal(plot["aria-label"], "Loss after 2: 0.200, –");
  delete plot.data;
  describe(plot, "Loss", words);
  assert.equal(plot["aria-label"], "Loss: none");
});
