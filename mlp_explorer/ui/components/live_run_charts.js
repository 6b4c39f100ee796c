// A live chart: how Plotly draws it, and what is done to it then.

import { readMarks, readSpans } from "./chart_numbers.js";
import { findRange } from "./live_run_axes.js";
import { PLOTLY_CONFIG, pageColors, themed } from "./plotly_page.js";
import { fill, writeNumber } from "./text.js";

const LONG = 5; // epochs, from which on the older half need not be in sight

/** @typedef {import("./live_run_curves.js").Curves} Curves */
/** @typedef {{ event: string, metric?: string, error?: boolean, smooth?: number }} Meta which event, and which of its fields, feeds a trace */
/** @typedef {{ data: any[], layout: any }} Figure as Plotly takes it */
/** @typedef {HTMLElement & Record<string, any>} Plot `fitted` is the vertical axis as it was set last, if it was */

// Draws a figure, as Python made it, with all that is known, at once. uirevision: while it stays, so
// does a zoom. hasEnded: the run.
/** @param {Plot} plot @param {Figure} figure @param {Curves} curves @param {Element} root @param {string} uirevision @param {boolean} hasEnded @returns {Promise<void>} */
export function drawFigure(plot, figure, curves, root, uirevision, hasEnded) {
  const { data, layout } = JSON.parse(JSON.stringify(figure)); // Plotly writes into both
  for (const [i, meta] of pick({ data }, ({ metric }) => metric)) Object.assign(data[i], curves.read(meta, true));
  for (const [i, meta] of pick({ data }, ({ metric }) => !metric)) {
    const { "marker.size": size, ...mark } = curves.readMarks(meta);
    Object.assign(data[i], mark, { marker: { ...data[i].marker, size } });
  }
  const { places, visible } = findWithin({ data }, hasEnded);
  for (const i of places) data[i].visible = visible;
  const seen = plot.layout?.uirevision === uirevision && isZoomed(plot) ? plot.layout.yaxis.range : null;
  if (!seen) plot.fitted = findSight({ data }, layout.meta.scale);
  const range = seen ?? plot.fitted;
  if (range) Object.assign(layout.yaxis, { range: [...range] });
  return window.Plotly.react(plot, data, themed(layout, root, uirevision), PLOTLY_CONFIG);
}

// Gives a figure the page's colours, and a longer horizontal axis unless a person has zoomed.
/** @param {Plot} plot @param {Element} root @param {number[]} old @param {number[]} range of the axis */
export function adaptFigure(plot, root, old, range) {
  const colors = pageColors(root);
  const repainted = colors["font.color"] !== plot.layout.font.color;
  const longer = String(range) !== String(old);
  const zoomed = String(plot.layout.xaxis.range) !== String(old);
  const change = { ...(repainted && colors), ...(longer && !zoomed && { "xaxis.range": [...range] }) };
  if (Object.keys(change).length) window.Plotly.relayout(plot, change);
}

// Adds what is new: points, marks, and room for them.
/** @param {Plot} plot @param {Curves} curves @param {boolean} hasEnded the run */
export function update(plot, curves, hasEnded) {
  const lines = pick(plot, ({ metric }) => metric).map(([i, meta]) => ({ i, ...curves.read(meta, false) }));
  const grown = lines.filter(({ x }) => x.length);
  const change = { x: grown.map(({ x }) => x), y: grown.map(({ y }) => y) };
  if (grown.length) window.Plotly.extendTraces(plot, change, grown.map(({ i }) => i));
  if (curves.marked) updateMarks(plot, curves);
  if (grown.length && !isZoomed(plot)) showAll(plot, {});
  showWithin(plot, hasEnded);
}

/** @param {Plot} plot */
function isZoomed(plot) {
  const { range, autorange } = plot.layout.yaxis;
  return plot.fitted ? String(range) !== String(plot.fitted) : !autorange;
}

// Returns the part of the vertical axis that shows the epochs' values: all; of scores and errors,
// which begin far from where they matter, those of the newer half.
/** @param {{ data: any[] } | Plot} plot @param {import("./live_run_axes.js").Scale} scale */
function findSight(plot, scale) {
  const lines = pick(plot, ({ event, metric }) => metric && event === "EpochEnded").map(([i]) => plot.data[i].y);
  const isLong = Math.max(...lines.map((line) => line.length)) >= LONG;
  const isCut = isLong && ["score", "error"].includes(scale);
  return findRange(lines.flatMap((line) => (isCut ? line.slice(line.length >> 1) : line)), scale);
}

// Has the vertical axis show the epochs' points, zoomed or not. more: what else is to change.
/** @param {Plot} plot @param {Record<string, unknown>} more */
export function showAll(plot, more) {
  plot.fitted = findSight(plot, plot.layout.meta.scale);
  const axis = plot.fitted ? { "yaxis.range": [...plot.fitted] } : { "yaxis.autorange": true };
  const isShown = plot.fitted && String(plot.layout.yaxis.range) === String(plot.fitted);
  const change = { ...(!isShown && axis), ...more };
  if (Object.keys(change).length) window.Plotly.relayout(plot, change);
}

/** @param {Plot} plot @param {boolean} hasEnded */
function showWithin(plot, hasEnded) {
  const { places, visible } = findWithin(plot, hasEnded);
  const wrong = places.filter((i) => (plot.data[i].visible ?? true) !== visible);
  if (wrong.length) window.Plotly.restyle(plot, { visible }, wrong);
}

// What is drawn within epochs is of the one that goes on; where there are several, its rest only hides them.
/** @param {{ data: any[] } | Plot} plot @param {boolean} hasEnded */
function findWithin(plot, hasEnded) {
  const counts = pick(plot, ({ event, metric }) => metric && event === "EpochEnded").map(([i]) => plot.data[i].x.length);
  const places = pick(plot, ({ event }) => event === "BatchEnded").map(([i]) => i);
  return { places, visible: !hasEnded || Math.max(...counts) < 2 };
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
/** @param {{ data: any[] } | Plot} plot @param {(meta: Meta) => unknown} wanted @returns {[number, Meta][]} */
function pick(plot, wanted) {
  return plot.data.flatMap((/** @type {{ meta: Meta }} */ { meta }, /** @type {number} */ i) => (
    wanted(meta) ? [[i, meta]] : []));
}

/** @param {Plot} plot */
export function countPoints(plot) {
  const counts = pick(plot, ({ metric }) => metric).map(([i]) => plot.data[i].x.length);
  return counts.reduce((sum, count) => sum + count, 0);
}

// Says in words where the curves stand, and what is marked in them. title: the chart's; it may not be
// drawn yet.
/** @param {Plot} plot @param {string} title @param {Words} words */
export function describe(plot, title, words) {
  const last = [1, 2].map((t) => getLast(plot.data?.[t]?.y ?? []));
  const [train, validation] = last.map((value) => Number.isFinite(value) ? writeNumber(value, 3, 3) : "–");
  const summary = train === "–" ? fill(words.empty, { title })
    : fill(words.summary, { title, epoch: getLast(plot.data[1].x), train, validation });
  const marks = [...new Set(readMarks(plot.data ?? []).map(([, text]) => text)),
    ...readSpans(plot.layout ?? {}).map(({ from, name }) => fill(words.span, { name, epoch: from }))];
  plot.setAttribute("aria-label", marks.length ? fill(words.marked, { summary, marks: marks.join("; ") }) : summary);
}

/** @param {number[]} values */
const getLast = (values) => values[values.length - 1];
