// Runs in a watched page, before any script of its own, with a fence's bytes as `settle.py` makes
// them; it says there what they are for. A fence goes out behind each wish for a rerun.

({ fence, name, digits, rerun, pollMs }) => {
  // the newest websocket, the reruns it was asked for, the newest fence that was sent and answered;
  // fences are numbered across reloads
  const line = { socket: null, asked: 0, fenced: 1000 * Math.round(performance.timeOrigin), passed: 0 };
  window.settling = line;

  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const isOpen = () => line.socket?.readyState === WebSocket.OPEN && line.asked > 0;

  function sendFence() {
    line.fenced += 1;
    const frame = Uint8Array.from(fence);
    const number = String(line.fenced).padStart(digits, "0");
    frame.set(new TextEncoder().encode(number), fence.length - digits);
    line.socket.sendUnwatched(frame);
    return line.fenced;
  }

  // What a click or a key has begun is sent, and what has come is drawn.
  async function rest() {
    for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
    await sleep(0);
  }

  // All that was sent before the fence `first` is answered, and the page has heard the answers.
  async function isQuiet(first) {
    const passed = await window.settlePassed(first);
    return passed > 0 && line.passed >= passed;
  }

  const isDrawn = () =>
    document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning" &&
    !document.querySelector("[data-testid=stApp] [data-stale=true], [data-testid=stSkeleton]");

  line.settle = async (timeoutMs) => {
    const end = performance.now() + timeoutMs;
    const wait = async () => {
      if (performance.now() > end) throw new Error(`no rest: ${await window.settleTell()}`);
      await sleep(pollMs);
    };
    while (!isOpen()) await wait();
    await rest();
    for (const first = sendFence(); ; isOpen() && sendFence()) {
      if (await isQuiet(first)) {
        await rest();
        if (isDrawn() && (await isQuiet(first))) return;
      }
      await wait();
    }
  };

  function hear({ data }) {
    if (!(data instanceof ArrayBuffer) || data.byteLength > 2 * fence.length) return;
    const [, found] = new TextDecoder("latin1").decode(data).split(name);
    if (found) line.passed = Math.max(line.passed, Number(found.slice(0, digits)));
  }

  // A test may put a WebSocket of its own in the browser's place: it is watched from outside, too,
  // as what it holds back has not been heard.
  let Outermost, Watched;
  const watch = (Base) =>
    class extends Base {
      constructor(url, ...others) {
        super(url, ...others);
        if (Base !== Outermost || !String(url).endsWith("/_stcore/stream")) return;
        Object.assign(line, { socket: this, asked: 0 });
        this.addEventListener("message", hear);
      }

      sendUnwatched(frame) {
        super.send(frame);
      }

      send(frame) {
        super.send(frame);
        if (this !== line.socket || frame[0] !== rerun) return;
        line.asked += 1;
        sendFence();
      }
    };
  const use = (Base) => {
    [Outermost, Watched] = [Base, watch(Base)];
  };
  use(window.WebSocket);
  Object.defineProperty(window, "WebSocket", { get: () => Watched, set: use, configurable: true });
}
