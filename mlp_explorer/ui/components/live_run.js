// The live charts of one run. The element stays for as long as the page; Streamlit calls the
// default export again at each rerun, with the figures as Python made them. Points come from
// server-sent events, are gathered for one animation frame, and then drawn at once.

import { ChartTable } from "./chart_table.js";
import { adaptFigure, countPoints, describe, drawFigure, showAll, update } from "./live_run_charts.js";
import { Curves } from "./live_run_curves.js";
import { Progress } from "./live_run_events.js";
import { Head } from "./live_run_head.js";
import { find } from "./page.js";
import { loadPlotly } from "./plotly_page.js";
import { ServerMessages } from "./server_messages.js";

const ACTIVE = ["queued", "running"];

/** @typedef {import("./live_run_charts.js").Plot} Plot */
/** @typedef {import("./live_run_events.js").RunEvent} RunEvent */
/** @typedef {(state: string | null) => void} Tell the page, that the run has changed its state */
/**
 * @typedef {object} Data
 * @property {string | null} run
 * @property {string} title
 * @property {string | null} state
 * @property {string | null} url
 * @property {number} epochs
 * @property {string} plotly
 * @property {import("./live_run_charts.js").Figure[]} figures
 * @property {string} view what is wanted of the figures
 * @property {string} lines what they have besides, as a name of it
 * @property {number | null} kept epoch whose weights are the network, where it is not the last one
 * @property {string} language
 * @property {Words} words
 * @property {Words} table
 */

class LiveRun {
  last = -1; // number of the last event
  ended = false; // the stream said so
  open = true; // there may be more to come
  offline = false;
  /** @type {RunEvent[]} */
  pending = []; // not drawn yet
  drawn = false;
  listening = false;
  isClosed = false;
  look = "";
  /** @type {number[][]} */
  ranges = []; // of the horizontal axes
  /** @type {number | null} */
  frame = null;
  /** @type {Tell} */
  tell = () => {};

  /** @param {HTMLElement} root @param {Data} data */
  constructor(root, data) {
    root.innerHTML = `<div class="live-run-charts">${data.figures.map(() => (
      '<div><div class="live-run-chart" role="img"></div></div>')).join("")}</div>`;
    this.root = root;
    this.head = new Head(root);
    const cells = [...find(root, ".live-run-charts").children].map((cell) => /** @type {HTMLElement} */ (cell));
    /** @type {Plot[]} */
    this.charts = cells.map((cell) => find(cell, ".live-run-chart"));
    this.tables = cells.map((cell) => new ChartTable(cell));
    this.data = data;
    this.progress = new Progress({ ...data });
    this.curves = new Curves(data.words);
    this.known = this.state = data.state; // as the page knows it, as the stream says it
    this.describeCharts();
    this.showTables();
    this.messages = new ServerMessages(() => `${this.data.url}?after=${this.last}`, {
      points: (message) => this.takePoints(message),
      state: (message) => this.takeState(message),
    }, (isLost) => this.setOffline(isLost));
    this.resizer = new ResizeObserver(() => {
      if (this.drawn && root.offsetParent) this.charts.forEach((el) => window.Plotly.Plots.resize(el));
    });
    this.charts.forEach((el) => this.resizer.observe(el));
  }

  /** @param {Data} data @param {Tell} tell */
  async show(data, tell) {
    this.tell = tell;
    this.head.name(data.title);
    this.known = data.state;
    if (this.data.run !== data.run) this.begin(data);
    this.data = data;
    Object.assign(this.progress.data, data);
    if (data.state && ACTIVE.includes(data.state)) this.open = true; // it has ended before, and was continued
    await loadPlotly(data.plotly);
    if (this.isClosed || this.data !== data || !this.root.isConnected) return;
    this.curves.keep(data.kept);
    const look = `${data.view} ${data.lines}`;
    if (!this.drawn || this.look !== look) {
      this.drawn = false;
      await this.drawAnew();
      if (this.isClosed || this.data !== data) return; // meanwhile another run came, or the page went
      this.drawn = true;
      this.look = look;
      this.listen();
      this.ranges = data.figures.map(({ layout }) => layout.xaxis.range);
    } else {
      this.adapt();
    }
    this.draw();
    this.showTables();
    this.refresh();
    this.connect();
  }

  showTables() {
    this.tables.forEach((table, i) => table.show(() => {
      const { data, layout } = this.drawn ? this.charts[i] : this.data.figures[i];
      return { data, layout };
    }, this.data.table));
  }

  /** @param {Data} data */
  begin(data) { // another run: everything from the start
    this.messages.close();
    this.data = data;
    this.progress = new Progress({ ...data });
    this.curves = new Curves(data.words);
    this.state = data.state;
    this.last = -1;
    this.ended = false;
    this.open = true;
    this.pending = [];
    this.drawn = false;
    this.describeCharts();
  }

  adapt() { // the points stay; the page may have become dark, and the run longer
    const ranges = this.data.figures.map(({ layout }) => layout.xaxis.range);
    this.charts.forEach((el, i) => adaptFigure(el, this.root, this.ranges[i], ranges[i]));
    this.ranges = ranges;
  }

  listen() {
    if (this.listening) return;
    this.listening = true;
    this.charts.forEach((el, i) => el.on("plotly_doubleclick", () => this.zoomOut(i)));
  }

  /** @param {number} i */
  zoomOut(i) { // not as Plotly does, to the axis of the first drawing: the run may be longer now
    showAll(this.charts[i], { "xaxis.range": [...this.ranges[i]] });
  }

  connect() {
    if (!this.isClosed && this.data.run && this.open && this.drawn) this.messages.open();
  }

  /** @param {MessageEvent<string>} message */
  takePoints(message) {
    this.last = Number(message.lastEventId);
    this.pending.push(...JSON.parse(message.data));
    this.schedule();
  }

  /** @param {MessageEvent<string>} message */
  takeState(message) {
    const { state, ended, ...wait } = JSON.parse(message.data);
    Object.assign(this, { state, ended });
    Object.assign(this.progress.data, wait);
    this.open = !this.ended;
    if (this.ended) this.messages.close();
    this.schedule();
  }

  /** @param {boolean} offline */
  setOffline(offline) {
    this.offline = offline;
    this.refresh();
  }

  schedule() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
      this.refresh();
      // the page is told last, so that its rerun finds the last points drawn
      if (this.state !== this.known) {
        this.known = this.state;
        this.tell(this.state);
      }
    });
  }

  draw() {
    const events = this.pending.splice(0);
    for (const event of events) {
      this.progress.take(event);
      this.curves.take(event);
    }
    if (this.ended && !this.messages.isOpen) this.progress.end(); // and has not been opened again
    if (!this.drawn) return;
    // all at once where much is new: each call draws the whole chart
    if (this.curves.cut || this.curves.isNew) this.drawAnew();
    else {
      this.charts.forEach((el) => update(el, this.curves, this.ended));
      this.curves.noteDrawn();
    }
    this.describeCharts();
    if (events.some(({ type }) => type !== "BatchEnded")) this.tables.forEach((table) => table.follow());
    this.root.dataset.points = String(countPoints(this.charts[0]));
    // for whoever measures: how old the newest of these points was when it was on screen
    if (events.length) this.root.dataset.lagMs = String(Math.round(Date.now() - 1000 * events[events.length - 1].time));
  }

  drawAnew() {
    const { run, view, figures } = this.data;
    const drawing = this.charts.map((el, i) => (
      drawFigure(el, figures[i], this.curves, this.root, `${run} ${view}`, this.ended)));
    this.curves.noteDrawn();
    return Promise.all(drawing);
  }

  describeCharts() {
    this.charts.forEach((el, i) => describe(el, this.data.figures[i].layout.title.text, this.data.words));
  }

  refresh() {
    this.head.show(this.progress, this.state, this);
  }

  close() {
    this.isClosed = true; // what is still on its way finds nothing to do
    this.messages.close();
    if (this.frame) cancelAnimationFrame(this.frame);
    this.resizer.disconnect();
    if (this.drawn) this.charts.forEach((el) => window.Plotly.purge(el));
    this.drawn = false;
  }
}

/** @param {ComponentArgs<Data, HTMLElement>} args */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @type {HTMLElement & { live?: LiveRun | null }} */
  const root = find(parentElement, ".live-run");
  root.live ??= new LiveRun(root, data);
  root.live.show(data, (state) => setTriggerValue("changed", state));
  // called also before a mere rerun, when the element stays: only close what has left the page
  return () => setTimeout(() => root.isConnected || (root.live?.close(), (root.live = null)), 0);
}
