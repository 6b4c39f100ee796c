// A chart's numbers as tables: from its figure, as Plotly takes it, and without a page. What the pointer
// tells nothing of is left out.
//
// Heads are the names of the axes and of the traces. What a figure cannot say by these is in its `meta`: of
// the layout `rows`, what a row is, and `note`, what is to be known of the numbers; of a trace `name`, where
// two have the same one in the legend.

import { decode } from "./pixels.js";
import { fill, makeWriter } from "./text.js";

/** @typedef {{ data: any[], layout: any }} Figure */
/** @typedef {{ caption: string, head: string[], rows: string[][] }} Table a row's first cell is its head */
/** @typedef {number | string} Place */
/** @typedef {{ head: string, values: Map<Place, unknown>, write: (value: number) => string }} Column */

const NOTHING = "–";
/** @type {Record<string, any>} */
const KINDS = { i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array,
  f4: Float32Array, f8: Float64Array };

// Returns a table for each pair of axes.
/** @param {Figure} figure @param {Words} words @returns {Table[]} */
export function tabulate({ data, layout }, words) {
  const cells = data.find(({ type }) => type === "heatmap");
  if (cells) return [tabulateCells(cells, data.filter(({ mode }) => mode === "text"), layout, words)];
  const told = data.filter(({ hoverinfo }) => hoverinfo !== "skip");
  const axes = [...new Set(told.map((trace) => findAxis(trace, layout)))];
  return axes.map((axis) => (
    tabulateLines(told.filter((trace) => findAxis(trace, layout) === axis), axis, layout, words)));
}

// Returns what a chart is called, in plain text.
/** @param {any} layout */
export const readTitle = (layout) => readText(layout.title) || readText(layout.yaxis?.title);

// Returns what is marked in a chart: a place on its horizontal axis, and what happened there.
/** @param {any[]} traces @returns {[Place, string][]} */
export function readMarks(traces) {
  return traces.filter(isMark).flatMap(({ x, text, name }) => read(x).flatMap((place, i) => (
    place === null || !text[i] ? [] : [[place, plain(name ? `${name}: ${text[i]}` : text[i])]])));
}

// Returns the parts of a chart that are shaded and have a name.
/** @param {any} layout @returns {{ from: number, to: number, name: string }[]} */
export function readSpans({ shapes = [] }) {
  return shapes.filter((/** @type {any} */ { type, label }) => type === "rect" && label?.text)
    .map((/** @type {any} */ { x0, x1, label }) => ({ from: x0, to: x1, name: plain(label.text) }));
}

/** @param {any[]} traces @param {string} axis @param {any} layout @param {Words} words @returns {Table} */
function tabulateLines(traces, axis, layout, words) {
  const columns = traces.filter((trace) => !isMark(trace)).map((trace) => readColumn(trace, axis, layout, words));
  const [marks, spans] = [readMarks(traces), readSpans(layout)];
  /** @type {Place[]} */
  const places = [...new Set([...columns.flatMap(({ values }) => [...values.keys()]), ...marks.map(([place]) => place)])];
  if (places.every(Number.isFinite)) places.sort((a, b) => Number(a) - Number(b));
  const notes = places.map((place) => {
    const here = [...marks.filter(([at]) => at === place).map(([, text]) => text),
      ...spans.filter(({ from, to }) => from <= Number(place) && Number(place) <= to).map(({ name }) => name)];
    return [...new Set(here)].join("; ");
  });
  const hasNotes = notes.some(Boolean);
  const write = makeWriter("");
  const rows = places.map((place, i) => [
    typeof place === "number" ? write(place) : plain(place),
    ...columns.map((column) => {
      const value = column.values.get(place);
      return typeof value === "number" && Number.isFinite(value) ? column.write(value) : NOTHING;
    }),
    ...(hasNotes ? [notes[i]] : []),
  ]);
  const along = traces.some(isLying) ? layout.yaxis : layout.xaxis;
  const head = [readText(along?.title) || layout.meta?.rows || "", ...columns.map((column) => column.head)];
  const goals = axis === "y" ? readGoals(layout) : [];
  return { caption: writeCaption(layout, goals), head: [...head, ...(hasNotes ? [words.marks] : [])], rows };
}

/** @param {any} cells @param {any[]} written traces of texts in some cells @param {any} layout @param {Words} words @returns {Table} */
function tabulateCells(cells, written, layout, words) {
  const texts = new Map(written.flatMap(({ x, y, text }) => {
    const [columns, rows] = [read(x), read(y)];
    return [...text].map((each, i) => [`${rows[i]} ${columns[i]}`, each]);
  }));
  const write = makeWriter(cells.colorbar?.tickformat ?? "");
  /** @type {number[][]} */
  const values = read(cells.z);
  const names = { rows: readText(layout.yaxis.title), columns: readText(layout.xaxis.title) };
  return {
    caption: writeCaption(layout, []),
    head: [fill(words.cells, names), ...values[0].map((_, column) => String(column))],
    rows: values.map((row, i) => [String(i), ...row.map((value, k) => texts.get(`${i} ${k}`) ?? write(value))]),
  };
}

/** @param {any} trace @param {string} axis @param {any} layout @param {Words} words @returns {Column} */
function readColumn(trace, axis, layout, words) {
  const [places, values] = isLying(trace) ? [trace.y, trace.x] : [trace.x, trace.y];
  const scale = layout[isLying(trace) ? "xaxis" : `yaxis${axis.slice(1)}`] ?? {};
  const [numbers, head] = [read(values), trace.meta?.name ?? trace.name ?? (readText(scale.title) || readTitle(layout))];
  return { head: plain(head), values: new Map(read(places).map((place, i) => [place, numbers[i]])),
    write: findWriter(trace, scale, words) };
}

// As the pointer tells it: by the trace's own text, else by the axis.
/** @param {any} trace @param {any} axis @param {Words} words */
function findWriter(trace, axis, words) {
  const slot = isLying(trace) ? /%\{x(?::([^}]*))?\}( %)?/ : /%\{y(?::([^}]*))?\}( %)?/;
  const [said, own, unit] = trace.hovertemplate?.match(slot) ?? [];
  const form = own ?? axis.hoverformat ?? axis.tickformat ?? "";
  const isPercent = form.endsWith("%") || Boolean(said ? unit : axis.ticksuffix === " %");
  return makeWriter(form, isPercent ? words.percent : undefined);
}

// Returns the names of what is to be reached: lines across the chart.
/** @param {any} layout @returns {string[]} */
function readGoals({ shapes = [] }) {
  return shapes.filter((/** @type {any} */ { type, y0, y1, label }) => type === "line" && y0 === y1 && label?.text)
    .map((/** @type {any} */ { label }) => plain(label.text));
}

/** @param {any} layout @param {string[]} goals */
const writeCaption = (layout, goals) => (
  [readTitle(layout), layout.meta?.note, ...goals].filter(Boolean).join(" · "));

// The vertical axis of a trace; what is laid over another one is there with it.
/** @param {any} trace @param {any} layout @returns {string} */
function findAxis({ yaxis = "y" }, layout) {
  return layout[`yaxis${yaxis.slice(1)}`]?.overlaying ?? yaxis;
}

/** @param {any} trace */
const isMark = ({ type, hovertemplate }) => type !== "heatmap" && /^%\{text\}/.test(hovertemplate ?? "");

/** @param {any} trace bars from left to right */
const isLying = ({ orientation }) => orientation === "h";

// A title may be its own text.
/** @param {any} title */
const readText = (title) => plain(title?.text ?? (typeof title === "string" ? title : ""));

// Plotly takes texts as HTML.
/** @param {string} text */
const plain = (text) => text.replace(/<br>/g, " ").replace(/<[^>]*>/g, "")
  .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

// Python's arrays come as bytes: in rows, where they have a shape of two.
/** @param {any} values @returns {any[]} */
function read(values) {
  if (!values?.bdata) return values ?? [];
  const flat = [...new KINDS[values.dtype](decode(values.bdata).buffer)];
  const [count, width] = String(values.shape ?? "").split(",").map(Number);
  return width ? Array.from({ length: count }, (_, i) => flat.slice(i * width, (i + 1) * width)) : flat;
}
