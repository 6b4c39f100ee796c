// In a page that is watched, before any script of its own: a fence is sent behind each wish for a
// rerun. `settle.py` says what for.

(() => {
  const line = { socket: null, asked: 0, fenced: Math.round(performance.timeOrigin) * 1000, passed: 0 };
  window.settling = line;
  const digits = (number) => new TextEncoder().encode(String(number).padStart(FENCE_DIGITS, "0"));

  line.fence = () => {
    const frame = Uint8Array.from(FENCE);
    frame.set(digits((line.fenced += 1)), FENCE.length - FENCE_DIGITS);
    line.socket.fence(frame);
    return line.fenced;
  };
  // What a click or a key has started is sent, and what has come is drawn.
  line.rest = async () => {
    for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve));
  };
  // The page has a line to the server, and has asked for its first run.
  line.isOpen = () => line.socket?.readyState === WebSocket.OPEN && line.asked > 0;
  line.isDrawn = () =>
    document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning" &&
    !document.querySelector("[data-testid=stApp] [data-stale=true], [data-testid=stSkeleton]");
  // All that was sent before the fence `first` has been answered, and the page has heard it.
  line.isQuiet = async (first) => {
    const passed = await window.settlePassed(first);
    return passed > 0 && line.passed >= passed;
  };
  line.settle = async (timeout) => {
    const end = performance.now() + timeout;
    const wait = async () => {
      if (performance.now() > end) throw new Error(`no rest: ${await window.settleTell()}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    };
    while (!line.isOpen()) await wait();
    await line.rest();
    for (const first = line.fence(); ; line.isOpen() && line.fence()) {
      if (await line.isQuiet(first)) {
        await line.rest();
        if (line.isDrawn() && (await line.isQuiet(first))) return;
      }
      await wait();
    }
  };

  let Outermost = null; // a test may put a WebSocket of its own in this one's place, see below
  const watch = (Base) =>
    class WatchedWebSocket extends Base {
      constructor(url, ...rest) {
        super(url, ...rest);
        if (Base !== Outermost || !String(url).endsWith("/_stcore/stream")) return;
        Object.assign(line, { socket: this, asked: 0 });
        this.addEventListener("message", ({ data }) => line.hear(data));
      }

      fence(frame) {
        super.send(frame);
      }

      send(data) {
        super.send(data);
        if (this !== line.socket || data[0] !== RERUN) return;
        line.asked += 1;
        line.fence();
      }
    };
  line.hear = (data) => {
    if (!(data instanceof ArrayBuffer) || data.byteLength > 200) return;
    const found = new TextDecoder("latin1").decode(data).match(/FENCE_NAME(\d+)/);
    if (found) line.passed = Math.max(line.passed, Number(found[1]));
  };
  const use = (Base) => {
    Outermost = Base;
    Watched = watch(Base);
  };
  let Watched = null;
  use(window.WebSocket);
  Object.defineProperty(window, "WebSocket", { get: () => Watched, set: use, configurable: true });
})();
