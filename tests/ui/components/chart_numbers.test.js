import assert from "node:assert/strict";
import { test } from "node:test";

import { readMarks, readSpans, readTitle, tabulate } from "../../../mlp_explorer/ui/components/chart_numbers.js";
import { makeWriter } from "../../../mlp_explorer/ui/components/text.js";

const words = { marks: "marks", cells: "{rows} by {columns}", percent: "{number} %" };
const axes = { title: { text: "Accuracy" }, xaxis: { title: { text: "epoch" } }, yaxis: {} };
const line = { type: "scatter", name: "training", x: [1, 2, 3], y: [0.5, null, 0.98765], hovertemplate: "%{y:.2%}" };
const mark = { hovertemplate: "%{text}<extra></extra>", x: [2, 2, null, 2.5, 2.5, null], y: [0, 1, null, 0, 1, null],
  text: ["on from 2", "on from 2", "", "rate 0.1", "rate 0.1", ""] };

test("a row is a place on the axis, a column a trace, and numbers are as the pointer tells them", () => {
  const other = { ...line, name: "a &lt; b", x: [0, 3], y: [0.25, 1], hovertemplate: "%{meta}: %{y:.1f} %" };
  assert.deepEqual(tabulate({ data: [line, other], layout: axes }, words), [{ caption: "Accuracy",
    head: ["epoch", "training", "a < b"],
    rows: [["0", "–", "0.3 %"], ["1", "50.00 %", "–"], ["2", "–", "–"], ["3", "98.77 %", "1.0 %"]] }]);
});

test("what the pointer tells nothing of has no column", () => {
  const [{ head }] = tabulate({ data: [{ ...line, hoverinfo: "skip" }, line], layout: axes }, words);
  assert.deepEqual(head, ["epoch", "training"]);
});

test("marks and shaded parts are in the last column, what is to be reached in the caption", () => {
  const shapes = [{ type: "rect", x0: 2, x1: 4, y0: 0, y1: 1, label: { text: "overfitting" } },
    { type: "line", x0: 0, x1: 1, y0: 0.9, y1: 0.9, label: { text: "the goal: 90 %" } }, { type: "line", x0: 1, x1: 1, y0: 0, y1: 1 }];
  const [table] = tabulate({ data: [line, { ...mark, yaxis: "y2" }],
    layout: { ...axes, shapes, yaxis2: { overlaying: "y" } } }, words);
  assert.equal(table.caption, "Accuracy · the goal: 90 %");
  assert.deepEqual(table.head, ["epoch", "training", "marks"]);
  assert.deepEqual(table.rows.map((row) => [row[0], row[2]]), [["1", ""], ["2", "on from 2; overfitting"],
    ["2.5", "rate 0.1; overfitting"], ["3", "overfitting"]]);
  assert.deepEqual(readMarks([line, { ...mark, name: "B" }])[0], [2, "B: on from 2"]);
  assert.deepEqual(readSpans({ shapes }), [{ from: 2, to: 4, name: "overfitting" }]);
});

test("two charts in one have a table each, with the units of their axes", () => {
  const data = [{ x: [1], y: [0.5], name: "f" }, { x: [2], y: [12.345], name: "share", yaxis: "y2" }];
  const layout = { title: { text: "both" }, meta: { rows: "z" }, yaxis: {}, yaxis2: { ticksuffix: " %", hoverformat: ".2f" } };
  assert.deepEqual(tabulate({ data, layout }, words).map(({ head, rows }) => [...head, ...rows]),
    [["z", "f", ["1", "0.5"]], ["z", "share", ["2", "12.35 %"]]]);
});

test("lying bars have their names as rows, without line breaks; two traces of one name are told apart", () => {
  const bar = { orientation: "h", y: ["layer 1:<br>relu"], x: [1234.5], hovertemplate: "%{y}: %{x:,.1f}" };
  const layout = { title: { text: "blame" }, meta: { rows: "layer", note: "all" } };
  assert.deepEqual(tabulate({ data: [bar, { ...bar, meta: { name: "smooth" } }], layout }, words),
    [{ caption: "blame · all", head: ["layer", "blame", "smooth"], rows: [["layer 1: relu", "1,234.5", "1,234.5"]] }]);
  assert.equal(readTitle({ title: "", yaxis: { title: { text: "images" } } }), "images");
});

test("of a heatmap, what is written in a cell comes before its colour's number", () => {
  const data = [{ type: "heatmap", z: [[0, 3], [-1, 0]], colorbar: { tickformat: "+d" } },
    { mode: "text", x: [0, 1], y: [0, 1], text: ["90", "80"] }];
  const layout = { title: "t", xaxis: { title: { text: "answer" } }, yaxis: { title: { text: "digit" } } };
  assert.deepEqual(tabulate({ data, layout }, words),
    [{ caption: "t", head: ["digit by answer", "0", "1"], rows: [["0", "90", "+3"], ["1", "−1", "80"]] }]);
});

test("numbers of no format have four digits, whole ones all, and tiny ones a power of ten", () => {
  const write = makeWriter("");
  assert.deepEqual([0, -0, 12345, 12345.67, 0.123456, -7.95, 0.0003354, -1.5e-7].map(write),
    ["0", "0", "12345", "12346", "0.1235", "−7.95", "0.0003354", "−1.5 · 10⁻⁷"]);
});

test("numbers are written as the format and the page's language have it", () => {
  assert.deepEqual([makeWriter(",")(60000), makeWriter("d")(3), makeWriter("+d")(0), makeWriter(".2~%", "{number} %")(0.5),
    makeWriter(".3~g")(0.5)], ["60,000", "3", "+0", "50 %", "0.5"]);
  Object.assign(globalThis, { document: { documentElement: { lang: "de" } } });
  assert.deepEqual([makeWriter(",")(60000), makeWriter(".2%", "{number} %")(0.9876)], ["60.000", "98,76 %"]);
});
