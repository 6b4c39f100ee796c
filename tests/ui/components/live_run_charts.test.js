import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { countPoints, describe, drawFigure, fitAxis, showAll, showWithin, update } from "../../../mlp_explorer/ui/components/live_run_charts.js";
import { Curves } from "../../../mlp_explorer/ui/components/live_run_curves.js";

const words = { empty: "{title}: none", summary: "{title} after {epoch}: {train}, {validation}", continued: "on from {epoch}" };
const started = { type: "TrainingStarted", steps: 10, epoch: 0, step: 0 };
const ended = (/** @type {number} */ epoch) => ({ type: "EpochEnded", epoch, loss: epoch / 10, val_loss: epoch / 8 });
/** @type {[string, any, number[]][]} what Plotly was asked for */
let asked = [];

beforeEach(() => {
  asked = [];
  const note = (/** @type {string} */ name) => (
    (/** @type {any} */ _, /** @type {any} */ change, /** @type {number[]} */ places) => asked.push([name, change, places]));
  Object.assign(globalThis, { window: { Plotly: { extendTraces: note("extendTraces"), restyle: note("restyle"), relayout: note("relayout"), react: note("react") } },
    getComputedStyle: () => ({ getPropertyValue: () => "" }), matchMedia: () => ({ matches: false }) });
});

/** @returns {any} */
const makePlot = () => ({
  data: [
    { meta: { event: "BatchEnded", metric: "loss" }, x: [], y: [] },
    { meta: { event: "EpochEnded", metric: "loss" }, x: [1, 2], y: [0.1, 0.2] },
    { meta: { event: "EpochEnded", metric: "val_loss" }, x: [1, 2], y: [0.125, null] },
    { meta: { event: "TrainingStarted" }, x: [1, 1, null], y: [0, 1, null] },
  ],
  layout: { meta: { scale: "amount" }, yaxis: { range: [0, 9], autorange: true } },
  fitted: null,
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

test("the vertical axis shows the epochs' points, whatever lies within epochs", () => {
  const plot = makePlot();
  plot.data[0] = { ...plot.data[0], x: [0.1], y: [2.4] };
  fitAxis(plot);
  assert.deepEqual(asked, [["relayout", { "yaxis.range": [0, 0.25] }, undefined]]);
  plot.layout.yaxis = { range: [0, 0.25] };
  fitAxis(plot);
  assert.equal(asked.length, 1, "what is in sight is not set again");
});

test("a person's zoom stays until all is to be shown", () => {
  const plot = makePlot();
  plot.layout.yaxis = { range: [0.1, 0.2] };
  fitAxis(plot);
  assert.deepEqual(asked, []);
  showAll(plot, { "xaxis.range": [0, 5] });
  assert.deepEqual(asked, [["relayout", { "yaxis.range": [0, 0.25], "xaxis.range": [0, 5] }, undefined]]);
});

test("of a run that has ended, nothing within epochs is left, but where there is one epoch only", () => {
  const plot = makePlot();
  showWithin(plot, false);
  assert.deepEqual(asked, []);
  showWithin(plot, true);
  assert.deepEqual(asked, [["restyle", { visible: false }, [0]]]);
  plot.data[0].visible = false;
  showWithin(plot, false); // it goes on
  assert.deepEqual(asked[1], ["restyle", { visible: true }, [0]]);
  asked = [];
  const short = makePlot();
  short.data.forEach((/** @type {any} */ trace) => { trace.x = trace.x.slice(0, 1); });
  showWithin(short, true);
  assert.deepEqual(asked, []);
});

test("a figure that has changed is drawn with the points that there are", () => {
  const curves = new Curves(words);
  [started, ended(1)].forEach((event) => curves.take(event));
  const plot = makePlot();
  const figure = { data: plot.data.map((/** @type {any} */ { meta }) => ({ meta, x: [], y: [] })),
    layout: { yaxis: { range: [0, 1.02] } } };
  drawFigure(plot, figure, curves, plot, "run");
  const [, data] = asked[0];
  assert.deepEqual(data.map((/** @type {any} */ trace) => trace.x), [[], [1], [1], []]);
  assert.deepEqual([figure.data[1].x, plot.fitted], [[], [0, 1.02]]);
});
