// The live charts of one run. The element stays for as long as the page; Streamlit calls the
// default export again at each rerun, with the figures as Python made them. Points come from
// server-sent events, are gathered for one animation frame, and then drawn at once.

import { Curves, Progress } from "./live_run_events.js";
import { locate } from "./page.js";
import { PLOTLY_CONFIG, loadPlotly, pageColors, themed } from "./plotly_page.js";
import { fill } from "./text.js";

const ACTIVE = ["queued", "running"];

class LiveRun {
  constructor(root, data) {
    root.innerHTML = `<div class="live-run-head"><div class="live-run-title"></div>
      <div class="live-run-status" role="status"></div></div>
      <div class="live-run-bar" aria-hidden="true"><i></i></div>
      <div class="live-run-charts">${data.figures.map(() => '<div class="live-run-chart" role="img"></div>').join("")}</div>`;
    this.root = root;
    this.title = root.querySelector(".live-run-title");
    this.status = root.querySelector(".live-run-status");
    this.bar = root.querySelector(".live-run-bar i");
    this.charts = [...root.querySelectorAll(".live-run-chart")];
    this.onVisible = () => (document.hidden ? this.disconnect() : this.connect());
    document.addEventListener("visibilitychange", this.onVisible);
    this.resizer = new ResizeObserver(() => {
      if (this.drawn && root.offsetParent) this.charts.forEach((el) => window.Plotly.Plots.resize(el));
    });
    this.resizer.observe(root);
  }

  async show(data, tell) {
    const other = !this.data || this.data.run !== data.run;
    this.tell = tell;
    this.title.textContent = this.title.title = data.title;
    this.data = data;
    this.known = data.state;
    if (other) this.begin();
    else Object.assign(this.progress.data, data);
    if (ACTIVE.includes(data.state)) this.open = true; // it has ended before, and was continued
    const Plotly = await loadPlotly(data.plotly);
    if (this.data !== data || !this.root.isConnected) return;
    if (!this.drawn) {
      await Promise.all(this.charts.map((el, i) => {
        const figure = structuredClone(data.figures[i]);
        return Plotly.react(el, figure.data, themed(figure.layout, this.root, data.run ?? "none"), PLOTLY_CONFIG);
      }));
      if (this.data !== data) return; // meanwhile another run came, or the page went
      this.drawn = true;
      this.listen();
      this.ranges = data.figures.map(({ layout }) => layout.xaxis.range);
    } else {
      this.adapt();
    }
    this.refresh();
    this.connect();
  }

  begin() { // another run: everything from the start
    this.disconnect();
    this.progress = new Progress({ ...this.data });
    this.curves = new Curves(this.data.words);
    this.state = this.data.state;
    this.last = -1;
    this.ended = false; // the stream said so
    this.open = true; // there may be more to come
    this.pending = [];
    this.drawn = false;
    this.describeCharts();
  }

  adapt() { // the points stay; the page may have become dark, and the run longer
    const colors = pageColors(this.root);
    const repainted = colors["font.color"] !== this.charts[0].layout.font.color;
    this.charts.forEach((el, i) => {
      const [old, { range }] = [this.ranges[i], this.data.figures[i].layout.xaxis];
      const longer = String(range) !== String(old);
      const zoomed = String(el.layout.xaxis.range) !== String(old);
      const change = { ...(repainted && colors), ...(longer && !zoomed && { "xaxis.range": [...range] }) };
      this.ranges[i] = range;
      if (Object.keys(change).length) window.Plotly.relayout(el, change);
    });
  }

  listen() {
    if (this.listening) return;
    this.listening = true;
    this.charts.forEach((el, i) => el.on("plotly_doubleclick", () => this.zoomOut(i)));
  }

  zoomOut(i) { // not as Plotly does, to the axis of the first drawing: the run may be longer now
    const { range } = this.data.figures[i].layout.yaxis;
    const y = range ? { "yaxis.range": [...range] } : { "yaxis.autorange": true };
    window.Plotly.relayout(this.charts[i], { "xaxis.range": [...this.ranges[i]], ...y });
  }

  connect() {
    if (!this.data?.run || !this.open || this.source || document.hidden || !this.drawn) return;
    const source = new EventSource(locate(`${this.data.url}?after=${this.last}`));
    this.source = source;
    source.onopen = () => this.setOffline(false);
    source.onerror = () => {
      this.setOffline(true);
      if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      this.disconnect();
      setTimeout(() => this.connect(), 3000);
    };
    source.addEventListener("points", (message) => {
      this.last = Number(message.lastEventId);
      this.pending.push(...JSON.parse(message.data));
      this.schedule();
    });
    source.addEventListener("state", (message) => {
      ({ state: this.state, ended: this.ended, place: this.progress.data.place } = JSON.parse(message.data));
      this.open = !this.ended;
      if (this.ended) this.disconnect();
      this.schedule();
    });
  }

  disconnect() {
    this.source?.close();
    this.source = null;
  }

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
    if (this.ended && !this.source) this.progress.end(); // and has not been opened again
    if (!events.length || !this.drawn) return;
    this.charts.forEach((el) => this.update(el));
    this.curves.noteDrawn();
    this.describeCharts();
    // for whoever measures: how old the newest of these points was when it was on screen
    this.root.dataset.lagMs = Math.round(Date.now() - 1000 * events.at(-1).time);
    this.root.dataset.points = this.charts[0].data.reduce((sum, trace) => sum + (trace.meta.metric ? trace.x.length : 0), 0);
  }

  update(el) { // adds points; only where some are to go, the traces are set anew
    const { curves } = this;
    const pick = (wanted) => el.data.flatMap(({ meta }, i) => (wanted(meta) ? [i] : []));
    const lines = pick((meta) => meta.metric).map((i) => [i, curves.read(el.data[i].meta, curves.cut)]);
    const grown = curves.cut ? lines : lines.filter(([, { x }]) => x.length);
    const change = { x: grown.map(([, { x }]) => x), y: grown.map(([, { y }]) => y) };
    const places = grown.map(([i]) => i);
    if (places.length) window.Plotly[curves.cut ? "restyle" : "extendTraces"](el, change, places);
    if (curves.marked) this.updateMarks(el, pick((meta) => !meta.metric));
  }

  updateMarks(el, places) {
    const traces = places.map((i) => this.curves.readMarks(el.data[i].meta));
    const names = Object.keys(traces[0]);
    window.Plotly.restyle(el, Object.fromEntries(names.map((name) => [name, traces.map((trace) => trace[name])])), places);
  }

  describeCharts() {
    const { words, figures } = this.data;
    this.charts.forEach((el, i) => {
      const title = figures[i].layout.title.text;
      const [train, validation] = [1, 2].map((t) => el.data?.[t]?.y?.at(-1)?.toFixed(3) ?? "–");
      el.setAttribute("aria-label", train === "–" ? fill(words.empty, { title })
        : fill(words.summary, { title, epoch: el.data[1].x.at(-1), train, validation }));
    });
  }

  refresh() {
    const [first, ...rest] = this.progress.describe(this.state, this);
    const text = [first, ...rest].join("|");
    if (text === this.shown) return this.fillBar();
    this.shown = text;
    this.status.replaceChildren(...[first, ...rest].map((part, i) => {
      const el = document.createElement(i ? "span" : "b");
      el.textContent = part;
      return el;
    }));
    return this.fillBar();
  }

  fillBar() {
    const share = this.progress.done / this.data.epochs;
    this.bar.style.transform = `scaleX(${Math.min(1, share)})`;
    this.root.dataset.state = this.state ?? "none";
  }

  close() {
    this.data = null; // what is still on its way finds nothing to do
    this.disconnect();
    cancelAnimationFrame(this.frame);
    document.removeEventListener("visibilitychange", this.onVisible);
    this.resizer.disconnect();
    if (this.drawn) this.charts.forEach((el) => window.Plotly.purge(el));
    this.drawn = false;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".live-run");
  root.live ??= new LiveRun(root, data);
  root.live.show(data, (state) => setTriggerValue("changed", state));
  // called also before a mere rerun, when the element stays: only close what has left the page
  return () => setTimeout(() => root.isConnected || (root.live?.close(), (root.live = null)), 0);
}
