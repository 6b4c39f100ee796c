// What the server says of runs, however the line is. A stream of server-sent events, while the tab
// is seen: a browser has six connections for one server, and hidden tabs would hold them all. After
// a failure it is opened anew, after growing pauses, as a browser gives up for good at an answer
// that is no stream. Where something on the way holds a stream's body back, it is asked instead.

const PATIENCE_MS = 8000; // the server says something at once, and then each 5 s at least
const ASK_MS = 1500;
const [FIRST_PAUSE_MS, MOST_PAUSE_MS] = [1000, 10_000];

/** @typedef {Record<string, (message: MessageEvent<string>) => void>} Hearers by a message's name */

export class ServerMessages {
  isOpen = false; // messages are wanted
  isLost = false; // as was told last
  failures = 0; // since the last message
  silences = 0; // streams that were held back, since the tab was last opened or shown
  asks = 0; // so many times it is asked before a stream is tried again
  /** @type {EventSource | null} */
  source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  // locate: returns the address from which to go on, with a query; it ends at once with `wait=0`.
  // tellLost: called when the line is lost, and when it is there again.
  /** @param {() => string} locate @param {Hearers} hearers @param {(isLost: boolean) => void} tellLost */
  constructor(locate, hearers, tellLost = () => {}) {
    this.locate = locate;
    /** @type {Hearers} */
    this.hearers = { ...hearers, beat: () => {} };
    this.tellLost = tellLost;
    this.look = () => this.begin();
  }

  open() {
    if (this.isOpen) return;
    this.isOpen = true;
    document.addEventListener("visibilitychange", this.look);
    this.begin();
  }

  close() {
    this.isOpen = false;
    document.removeEventListener("visibilitychange", this.look);
    this.disconnect();
  }

  begin() {
    Object.assign(this, { failures: 0, silences: 0, asks: 0 });
    this.disconnect();
    if (!document.hidden) this.connect();
  }

  disconnect() {
    this.source?.close();
    this.source = null;
    clearTimeout(this.timer);
  }

  connect() {
    const isAsked = this.asks > 0;
    const source = new EventSource(`${this.locate()}${isAsked ? "&wait=0" : ""}`);
    this.source = source;
    this.wait(PATIENCE_MS, () => (isAsked ? this.fail() : this.ask()));
    let isHeard = false;
    source.onerror = () => (isAsked && isHeard ? this.askAgain() : this.fail());
    for (const [name, hear] of Object.entries(this.hearers)) {
      source.addEventListener(name, (message) => {
        isHeard = true;
        this.failures = 0;
        this.setLost(false);
        if (!isAsked) this.wait(PATIENCE_MS, () => this.ask());
        hear(message);
      });
    }
  }

  // It may be held back for a moment only, by a busy machine: so a stream is tried again, less and less.
  ask() {
    this.asks = 10 * 2 ** this.silences;
    this.silences += 1;
    this.disconnect();
    this.connect();
  }

  askAgain() { // the answer has come to its end
    this.asks -= 1;
    this.disconnect();
    this.wait(ASK_MS, () => this.connect());
  }

  fail() {
    const pause = Math.min(MOST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    this.disconnect();
    this.wait(pause, () => this.connect());
    this.setLost(true);
  }

  /** @param {boolean} isLost */
  setLost(isLost) {
    if (this.isLost === isLost) return;
    this.isLost = isLost;
    this.tellLost(isLost);
  }

  /** @param {number} pause_ms @param {() => void} then */
  wait(pause_ms, then) {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, pause_ms);
  }
}
