// Any Plotly figure. The element stays for as long as the page, so that what a person has zoomed
// to, hidden or points at stays too when the figure gets other data.

import { ChartTable } from "./chart_table.js";
import { find } from "./page.js";
import { PLOTLY_CONFIG, getScale, loadPlotly, pageColors, rimmed, themed } from "./plotly_page.js";

/**
 * @typedef {object} Data
 * @property {string} figure in JSON
 * @property {number} height
 * @property {string} alt
 * @property {string} plotly
 * @property {Words | null} words of its table, if it is to have one
 */
/** @typedef {{ type: string, name?: string, legendgroup?: string }} Trace */
/** @typedef {Trace & { uid: string, visible?: unknown }} Named */
/** @typedef {Record<string, any>} Layout */

class Chart {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {string | null} */
    this.figure = null;
    /** @type {string | null} */
    this.drawn = null; // the figure and its colours, as they are on screen
    /** @type {Record<string, any[]>} */
    this.zoom = {}; // axis → range, where a person has zoomed
    /** @type {Record<string, unknown>} */
    this.axes = {}; // axis → what it shows, by the figure's own uirevision
    this.drawings = 0;
    /** @type {Map<string, string>} */
    this.uids = new Map();
    /** @type {Set<string>} */
    this.hidden = new Set(); // uids of what was hidden from its begin
    /** @type {HTMLElement & { on?: any, data?: any[] }} */
    this.plot = root.appendChild(document.createElement("div"));
    this.plot.className = "chart-plot";
    this.plot.setAttribute("role", "img");
    /** @type {ChartTable | null} */
    this.table = null;
    this.resizer = new ResizeObserver(() => {
      if (this.drawn && root.offsetParent) window.Plotly.Plots.resize(this.plot);
    });
    this.resizer.observe(this.plot);
  }

  /** @param {Data} data */
  async show({ figure, height, alt, plotly, words }) {
    const isNew = this.figure !== figure;
    this.figure = figure;
    this.plot.setAttribute("aria-label", alt);
    if (words && isNew) (this.table ??= new ChartTable(this.root)).show(() => JSON.parse(figure), words);
    this.plot.style.height = `${height * getScale()}px`; // also before there is a chart: nothing jumps
    const Plotly = await loadPlotly(plotly);
    const paint = JSON.stringify([figure, pageColors(this.root)]);
    if (this.figure !== figure || this.drawn === paint || !this.root.isConnected) return;
    const first = !this.drawn;
    this.drawn = paint;
    await this.draw(Plotly, figure);
    if (first && this.figure) this.listen();
  }

  /** @param {any} Plotly @param {string} figure */
  draw(Plotly, figure) {
    const { data, layout } = JSON.parse(figure);
    delete layout.height; // it has the element's
    delete layout.template; // Streamlit's own: its colours are placeholders
    this.keepZoom(layout);
    const { paper_bgcolor: back } = pageColors(this.root);
    const traces = this.hide(this.identify(data)).map((trace) => rimmed(trace, back));
    return Plotly.react(this.plot, traces, themed(layout, this.root, "keep"), PLOTLY_CONFIG);
  }

  listen() {
    this.plot.on("plotly_relayout", (/** @type {Record<string, any>} */ change) => {
      for (const [name, value] of Object.entries(change)) {
        const [, axis, end] = name.match(/^([xy]axis\d*)\.range\[([01])\]$/) ?? [];
        if (axis) (this.zoom[axis] ??= [])[Number(end)] = value;
      }
    });
    this.plot.on("plotly_doubleclick", () => {
      this.zoom = {};
      if (this.figure) this.draw(window.Plotly, this.figure);
    });
  }

  // Plotly forgets a zoom when the figure's own axis changes, as it does while a curve grows.
  /** @param {Layout} layout */
  keepZoom(layout) {
    for (const axis of Object.keys(layout).filter((name) => /^[xy]axis\d*$/.test(name))) {
      const shows = layout[axis].uirevision ?? "";
      if (this.axes[axis] !== shows) delete this.zoom[axis];
      this.axes[axis] = shows;
      layout[axis].uirevision = ++this.drawings; // Plotly keeps nothing itself
      if (this.zoom[axis]) Object.assign(layout[axis], { range: [...this.zoom[axis]], autorange: false });
    }
  }

  // Names each trace, so that a hidden one stays hidden when there are more or fewer before it.
  /** @param {Trace[]} traces @returns {Named[]} */
  identify(traces) {
    /** @type {Record<string, number>} */
    const seen = {};
    return traces.map((trace) => {
      const label = `${trace.type} ${trace.legendgroup ?? trace.name}`;
      seen[label] = (seen[label] ?? 0) + 1;
      const name = `${label} ${seen[label]}`;
      const uid = this.uids.get(name) ?? `trace${this.uids.size}`; // Plotly makes a selector of it
      this.uids.set(name, uid);
      return { ...trace, uid };
    });
  }

  // What is new of a run that a person has hidden is hidden, too: its moving average, its marks.
  /** @param {Named[]} traces */
  hide(traces) {
    /** @type {Named[]} */
    const drawn = this.plot.data ?? [];
    const known = new Set(drawn.map(({ uid }) => uid));
    const groups = new Set(drawn.filter(({ visible }) => visible === "legendonly").map(({ legendgroup }) => legendgroup));
    const isHidden = (/** @type {Named} */ { uid, legendgroup }) =>
      known.has(uid) ? this.hidden.has(uid) : Boolean(legendgroup) && groups.has(legendgroup);
    this.hidden = new Set(traces.filter(isHidden).map(({ uid }) => uid));
    return traces.map((trace) => (this.hidden.has(trace.uid) ? { ...trace, visible: "legendonly" } : trace));
  }

  close() {
    this.figure = null; // what is still on its way finds nothing to do
    this.resizer.disconnect();
    if (this.drawn) window.Plotly.purge(this.plot);
    this.drawn = null;
  }
}

/** @param {ComponentArgs<Data, HTMLElement>} args */
export default function ({ data, parentElement }) {
  /** @type {HTMLElement & { chart?: Chart | null }} */
  const root = find(parentElement, ".chart");
  root.chart ??= new Chart(root);
  root.chart.show(data);
  // called also before a mere rerun, when the element stays: only close what has left the page
  return () => setTimeout(() => root.isConnected || (root.chart?.close(), (root.chart = null)), 0);
}
