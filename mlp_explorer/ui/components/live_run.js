// The live charts of one run. The element stays for as long as the page; Streamlit calls the
// default export again at each rerun, with the figures as Python made them. Points come from
// server-sent events, are gathered for one animation frame, and then drawn at once.

let plotly; // one promise for the whole page

function loadPlotly(url) {
  plotly ??= new Promise((resolve, reject) => {
    // 5 MB of script keep the browser busy for half a second: the page's buttons come first
    setTimeout(() => append(resolve, reject), 400);
  });
  function append(resolve, reject) {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("plotly.js did not load"));
    document.head.append(script);
  }
  return plotly;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function duration(seconds) {
  if (!isFinite(seconds)) return "…";
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}

const VALIDATING = 1.2; // an epoch with its validation, in times of the epoch alone

class Progress {
  // What the status line says, from the events alone.
  constructor(data) {
    this.data = data;
    this.reset();
  }

  reset() {
    Object.assign(this, { steps: 1, epoch: 0, fraction: 0, elapsed: 0, speed: 0 });
    Object.assign(this, { phase: null, reason: null, precision: null });
  }

  take(event) {
    if (event.type === "TrainingStarted") {
      this.reset();
      const { steps, images, precision } = event;
      Object.assign(this, { steps, images, precision, phase: "running" });
    } else if (event.type === "BatchEnded") {
      this.fraction = event.step / this.steps;
      Object.assign(this, { epoch: event.epoch, speed: event.images_per_s });
    } else if (event.type === "EpochEnded") {
      const { epoch, elapsed_s, images_per_s } = event;
      if (epoch === 1) this.first = elapsed_s;
      Object.assign(this, { epoch, elapsed: elapsed_s, speed: images_per_s, fraction: 1 });
    } else if (event.type === "TrainingEnded") {
      const phase = event.reason === "stopped" ? "stopping" : "testing";
      Object.assign(this, { epoch: event.epoch, reason: event.reason, phase });
    } else if (event.type === "WorkerLost") {
      Object.assign(this, { epoch: event.epoch, phase: "lost" });
    }
  }

  get done() { // epochs, with the part of the running one
    return Math.max(0, this.epoch - 1 + this.fraction);
  }

  get left() { // seconds; the first epoch compiles, so it is not counted where others are
    const whole = this.fraction === 1 ? this.epoch : this.epoch - 1;
    const remaining = this.data.epochs - this.done;
    if (whole > 1) return remaining * (this.elapsed - this.first) / (whole - 1);
    return this.speed ? remaining * VALIDATING * this.images / this.speed : Infinity;
  }

  // Returns the parts of the status line, the first one in bold.
  describe(state, { ended, offline }) {
    const { words, epochs, place } = this.data;
    const values = { epoch: this.epoch, epochs, place };
    const say = (name) => [fill(words[name], values)];
    if (!state) return say("none");
    const precision = this.precision ? [words[this.precision]] : [];
    if (ended) return [...say(this.reason === "early_stopping" ? this.reason : state + (this.phase || state === "finished" ? "" : "_unstarted")), ...precision];
    if (offline) return say("offline");
    if (this.phase && this.phase !== "running") return say(this.phase);
    if (state === "queued" && !this.phase) return say(place ? "place" : "queued");
    if (!this.phase) return say("loading");
    const running = Math.min(epochs, this.epoch + (this.epoch === 0 || this.fraction === 1 ? 1 : 0));
    const left = isFinite(this.left) ? fill(words.left, { time: duration(this.left) }) : words.estimating;
    const speed = fill(words.speed, { speed: Math.round(this.speed).toLocaleString("en") });
    return [fill(words.running, { ...values, epoch: running }), left, ...(this.speed ? [speed] : []), ...precision];
  }
}

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
    const other = !this.data || this.data.run !== data.run || this.data.epochs !== data.epochs;
    this.tell = tell;
    this.title.textContent = this.title.title = data.title;
    if (this.data && !other) Object.assign(this.progress.data, data);
    this.data = data;
    this.known = data.state;
    if (other) this.begin();
    const Plotly = await loadPlotly(data.plotly);
    if (this.data !== data || !this.root.isConnected) return;
    if (other || !this.drawn) {
      await Promise.all(this.charts.map((el, i) => {
        const figure = structuredClone(data.figures[i]);
        return Plotly.react(el, figure.data, this.themed(figure.layout, data.run), {
          // no bar of buttons: it would lie over the legend, and one of them leads to another
          // server. A drag zooms, a double click zooms out.
          displayModeBar: false, showSendToCloud: false, responsive: false,
        });
      }));
      if (this.data !== data) return; // meanwhile another run came, or the page went
      this.drawn = true;
    } else {
      const colors = this.colors(); // light may have become dark
      if (colors["font.color"] !== this.charts[0].layout.font.color) {
        this.charts.forEach((el) => Plotly.relayout(el, colors));
      }
    }
    this.refresh();
    this.connect();
  }

  begin() { // another run: everything from the start
    this.disconnect();
    this.progress = new Progress({ ...this.data });
    this.state = this.data.state;
    this.last = -1;
    this.ended = false;
    this.pending = [];
    this.drawn = false;
    this.describeCharts();
  }

  colors() {
    const style = getComputedStyle(this.root);
    const text = style.getPropertyValue("--st-text-color");
    const back = style.getPropertyValue("--st-background-color");
    return { "font.color": text, "hoverlabel.bgcolor": back, "hoverlabel.font.color": text,
      "font.family": style.getPropertyValue("--st-font") };
  }

  themed(layout, run) {
    const colors = this.colors();
    // on a touch screen a finger on a chart must still scroll the page
    const dragmode = matchMedia("(pointer: coarse)").matches ? false : "zoom";
    return { ...layout, dragmode, uirevision: run ?? "none",
      font: { ...layout.font, color: colors["font.color"], family: colors["font.family"] },
      hoverlabel: { bgcolor: colors["hoverlabel.bgcolor"], font: { color: colors["font.color"] } } };
  }

  connect() {
    if (!this.data?.run || this.ended || this.source || document.hidden || !this.drawn) return;
    const source = new EventSource(`${this.data.url}?after=${this.last}`);
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
    if (!events.length || !this.drawn) return;
    const start = events.findLastIndex((event) => event.type === "TrainingStarted");
    events.forEach((event) => this.progress.take(event));
    if (start >= 0) this.clear();
    this.charts.forEach((el) => this.extend(el, events.slice(Math.max(0, start))));
    this.describeCharts();
    // for whoever measures: how old the newest of these points was when it was on screen
    this.root.dataset.lagMs = Math.round(Date.now() - 1000 * events.at(-1).time);
    this.root.dataset.points = this.charts[0].data.reduce((sum, trace) => sum + trace.x.length, 0);
  }

  clear() { // a run that was begun again draws its curve anew
    this.charts.forEach((el) => {
      const none = el.data.map(() => []);
      if (el.data.some((trace) => trace.x.length)) window.Plotly.restyle(el, { x: none, y: none });
    });
  }

  extend(el, events) {
    const found = el.data.map(({ meta }) => events.filter((event) => event.type === meta.event && event[meta.metric] != null));
    const grown = found.flatMap((list, i) => (list.length ? [i] : []));
    if (!grown.length) return;
    const steps = this.progress.steps;
    const place = (event) => (event.step ? event.epoch - 1 + event.step / steps : event.epoch);
    window.Plotly.extendTraces(el, {
      x: grown.map((i) => found[i].map(place)),
      y: grown.map((i) => found[i].map((event) => event[el.data[i].meta.metric])),
    }, grown);
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
