// What is done to a live chart that Plotly has drawn already.

import { fill, writeNumber } from "./text.js";

/** @typedef {import("./live_run_events.js").Curves} Curves */
/** @typedef {{ event: string, metric?: string }} Meta which event, and which of its fields, feeds a trace */
/** @typedef {HTMLElement & Record<string, any>} Plot */

// Adds points; only where some are to go, the traces are set anew.
/** @param {Plot} plot @param {Curves} curves */
export function update(plot, curves) {
  const lines = pick(plot, ({ metric }) => metric).map(([i, meta]) => ({ i, ...curves.read(meta, curves.cut) }));
  const grown = curves.cut ? lines : lines.filter(({ x }) => x.length);
  const change = { x: grown.map(({ x }) => x), y: grown.map(({ y }) => y) };
  const places = grown.map(({ i }) => i);
  if (places.length) window.Plotly[curves.cut ? "restyle" : "extendTraces"](plot, change, places);
  if (curves.marked) updateMarks(plot, curves);
}

/** @param {Plot} plot @param {Curves} curves */
function updateMarks(plot, curves) {
  const marks = pick(plot, ({ metric }) => !metric);
  const traces = marks.map(([, meta]) => curves.readMarks(meta));
  const names = /** @type {(keyof typeof traces[0])[]} */ (Object.keys(traces[0]));
  const change = Object.fromEntries(names.map((name) => [name, traces.map((trace) => trace[name])]));
  window.Plotly.restyle(plot, change, marks.map(([i]) => i));
}

// The numbers of some traces, and their `meta`.
/** @param {Plot} plot @param {(meta: Meta) => unknown} wanted @returns {[number, Meta][]} */
function pick(plot, wanted) {
  return plot.data.flatMap((/** @type {{ meta: Meta }} */ { meta }, /** @type {number} */ i) => (
    wanted(meta) ? [[i, meta]] : []));
}

/** @param {Plot} plot */
export function countPoints(plot) {
  const counts = pick(plot, ({ metric }) => metric).map(([i]) => plot.data[i].x.length);
  return counts.reduce((sum, count) => sum + count, 0);
}

// Says in words where the curves stand. title: the chart's; it may not be drawn yet.
/** @param {Plot} plot @param {string} title @param {Words} words */
export function describe(plot, title, words) {
  const last = [1, 2].map((t) => getLast(plot.data?.[t]?.y ?? []));
  const [train, validation] = last.map((value) => Number.isFinite(value) ? writeNumber(value, 3, 3) : "–");
  plot.setAttribute("aria-label", train === "–" ? fill(words.empty, { title })
    : fill(words.summary, { title, epoch: getLast(plot.data[1].x), train, validation }));
}

/** @param {number[]} values */
const getLast = (values) => values[values.length - 1];
