import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { countPoints, describe, drawFigure, showAll, update } from "../../../mlp_explorer/ui/components/live_run_charts.js";
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

const curvesOf = (/** @type {any[]} */ ...events) => {
  const curves = new Curves(words);
  [started, ...events].forEach((event) => curves.take(event));
  return curves;
};

test("new points are added to their traces, and to no others", () => {
  update(makePlot(), curvesOf(ended(1), ended(2)), false);
  assert.deepEqual(asked[0], ["extendTraces", { x: [[1, 2], [1, 2]], y: [[0.1, 0.2], [0.125, 0.25]] }, [1, 2]]);
});

test("where nothing is new, nothing is drawn", () => {
  const curves = curvesOf(ended(1));
  curves.noteDrawn();
  update(makePlot(), curves, false);
  assert.deepEqual(asked, []);
});

test("where points go, the marks are set, too", () => {
  const curves = curvesOf(ended(1), ended(2));
  curves.noteDrawn();
  curves.take({ ...started, epoch: 1 });
  curves.take({ type: "TrainingEnded", reason: "stopped", epoch: 2 });
  assert.ok(curves.cut && curves.marked);
  update(makePlot(), curves, false);
  assert.deepEqual([asked[0][1].text, asked[0][2]], [[["on from 1", "on from 1", ""]], [3]]);
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
  update(plot, curvesOf(ended(1)), false);
  assert.deepEqual(asked[1], ["relayout", { "yaxis.range": [0, 0.25] }, undefined]);
  plot.layout.yaxis = { range: [0, 0.25] };
  update(plot, curvesOf(ended(1)), false);
  assert.equal(asked.length, 3, "what is in sight is not set again");
});

test("accuracies are in sight from the newer half of their epochs on", () => {
  const plot = makePlot();
  plot.layout.meta.scale = "score";
  const shown = (/** @type {number[]} */ ...values) => {
    plot.data[1].y = plot.data[2].y = values;
    showAll(plot, {});
    return plot.fitted[0];
  };
  assert.equal(shown(0.24, 0.72, 0.82, 0.91), 0.2, "of few epochs all");
  assert.equal(shown(0.24, 0.72, 0.82, 0.91, 0.92), 0.8);
  assert.equal(shown(0.24, 0.72, 0.82, 0.91, 0.92, 0.93), 0.9);
});

test("errors are in sight from the newer half of their epochs on", () => {
  const plot = makePlot();
  plot.layout.meta.scale = "error";
  plot.data[1].y = plot.data[2].y = [0.8, 0.3, 0.1, 0.02, 0.02];
  showAll(plot, {});
  assert.deepEqual(plot.fitted, [0, 0.12]);
});

test("a person's zoom stays until all is to be shown", () => {
  const plot = makePlot();
  plot.layout.yaxis = { range: [0.1, 0.2] };
  update(plot, curvesOf(ended(1)), false);
  assert.equal(asked.length, 1, "the points, and nothing else");
  showAll(plot, { "xaxis.range": [0, 5] });
  assert.deepEqual(asked[1], ["relayout", { "yaxis.range": [0, 0.25], "xaxis.range": [0, 5] }, undefined]);
});

test("of a run that has ended, nothing within epochs is left, but where there is one epoch only", () => {
  const [plot, curves] = [makePlot(), curvesOf()];
  curves.noteDrawn();
  update(plot, curves, false);
  assert.deepEqual(asked, []);
  update(plot, curves, true);
  assert.deepEqual(asked, [["restyle", { visible: false }, [0]]]);
  plot.data[0].visible = false;
  update(plot, curves, false); // it goes on
  assert.deepEqual(asked[1], ["restyle", { visible: true }, [0]]);
  asked = [];
  const short = makePlot();
  short.data.forEach((/** @type {any} */ trace) => { trace.x = trace.x.slice(0, 1); });
  update(short, curves, true);
  assert.deepEqual(asked, []);
});

/** @param {any} plot */
const figureOf = (plot) => ({ data: plot.data.map((/** @type {any} */ { meta }) => ({ meta, x: [], y: [] })),
  layout: { meta: { scale: "amount" }, yaxis: { range: [0, 1.02] } } });

test("a figure is drawn with all that there is, in one call", () => {
  const [plot, curves] = [makePlot(), curvesOf(ended(1), ended(2))];
  const figure = figureOf(plot);
  drawFigure(plot, figure, curves, plot, "run", true);
  assert.deepEqual(asked.map(([name]) => name), ["react"]);
  const [, data] = asked[0];
  assert.deepEqual(data.map((/** @type {any} */ trace) => trace.x), [[], [1, 2], [1, 2], []]);
  assert.equal(data[0].visible, false, "it has ended");
  assert.deepEqual([figure.data[1].x, plot.fitted], [[], [0, 0.3]], "Python's own stays");
});

test("a figure that is drawn anew keeps a person's zoom", () => {
  const [plot, curves] = [makePlot(), curvesOf(ended(1))];
  plot.layout = { ...plot.layout, uirevision: "run", yaxis: { range: [0.1, 0.2] } };
  /** @type {any[]} */
  const layouts = [];
  window.Plotly.react = (/** @type {any[]} */ ...given) => layouts.push(given[2]);
  drawFigure(plot, figureOf(plot), curves, plot, "run", false);
  assert.deepEqual([layouts[0].yaxis.range, plot.fitted], [[0.1, 0.2], null]);
  drawFigure(plot, figureOf(plot), curves, plot, "another run", false);
  assert.deepEqual(layouts[1].yaxis.range, [0, 0.15]);
});
