import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { ServerMessages } from "../../../mlp_explorer/ui/components/server_messages.js";

// What a page has: whether it is seen, and streams, of which a test says what comes.
class Stream extends EventTarget {
  isClosed = false;
  /** @type {(() => void) | null} */
  onerror = null;

  /** @param {string} url */
  constructor(url) {
    super();
    this.url = url;
    streams.push(this);
  }

  /** @param {string} name @param {string} data */
  bring(name, data = "{}") {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }

  close() {
    this.isClosed = true;
  }
}

/** @type {Stream[]} */
let streams;
/** @type {(string | boolean)[]} */
let heard;
/** @type {ServerMessages} */
let messages;
/** @type {EventTarget & { hidden: boolean }} */
let page;

beforeEach(() => {
  page = Object.assign(new EventTarget(), { hidden: false });
  Object.assign(globalThis, { document: page, EventSource: Stream });
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  [streams, heard] = [[], []];
  messages = new ServerMessages(() => `news?known=${heard.length}`, {
    news: ({ data }) => heard.push(data),
  }, (isLost) => heard.push(isLost));
  messages.open();
});

/** @param {boolean} hidden */
function turn(hidden) {
  page.hidden = hidden;
  page.dispatchEvent(new Event("visibilitychange"));
}

const newest = () => streams[streams.length - 1];
const open = () => streams.filter(({ isClosed }) => !isClosed);
/** @param {Stream} stream */
const fail = (stream) => stream.onerror?.();

test("a hidden tab holds no stream, and one that is shown again goes on at once from what it knows", () => {
  newest().bring("news", "first");
  turn(true);
  assert.deepEqual(open(), []);
  mock.timers.tick(100_000);
  assert.equal(streams.length, 1);
  turn(false);
  assert.deepEqual(open().map(({ url }) => url), ["news?known=1"]);
});

test("a tab that is opened hidden asks for nothing before it is seen", () => {
  messages.close();
  turn(true);
  messages.open();
  assert.equal(streams.length, 1);
  turn(false);
  assert.equal(open().length, 1);
});

test("what is closed stays closed, also when the tab is shown again", () => {
  messages.close();
  turn(true);
  turn(false);
  mock.timers.tick(100_000);
  assert.deepEqual([streams.length, open()], [1, []]);
});

test("after a failure it is opened anew, after growing pauses, and the loss is told once", () => {
  const pauses = [1000, 2000, 4000, 8000, 10_000, 10_000];
  for (const pause of pauses) {
    const before = streams.length;
    fail(newest());
    assert.deepEqual(open(), []);
    mock.timers.tick(pause - 1);
    assert.equal(streams.length, before);
    mock.timers.tick(1);
    assert.equal(streams.length, before + 1);
  }
  assert.deepEqual(heard, [true]);
  newest().bring("beat");
  assert.deepEqual(heard, [true, false]);
  fail(newest());
  mock.timers.tick(1000);
  assert.equal(open().length, 1);
});

test("where a stream's body is held back it is asked, and a stream is tried again, less and less", () => {
  for (const asks of [10, 20]) {
    assert.ok(!newest().url.endsWith("&wait=0"));
    mock.timers.tick(8000);
    for (let k = 0; k < asks; k += 1) {
      assert.deepEqual(open(), [newest()]);
      assert.ok(newest().url.endsWith("&wait=0"));
      newest().bring("news", "more");
      fail(newest()); // the answer's end
      mock.timers.tick(1500);
    }
  }
  assert.deepEqual(heard, Array(30).fill("more"));
});

test("a stream that falls silent later on is asked for, too; one that beats is not", () => {
  for (let k = 0; k < 10; k += 1) {
    mock.timers.tick(5000);
    newest().bring("beat");
  }
  assert.equal(streams.length, 1);
  mock.timers.tick(8000);
  assert.ok(newest().url.endsWith("&wait=0"));
});

test("an answer that does not come, or comes empty, is a failure", () => {
  mock.timers.tick(8000);
  mock.timers.tick(8000);
  assert.deepEqual(heard, [true]);
  mock.timers.tick(1000);
  fail(newest());
  mock.timers.tick(2000);
  assert.ok(newest().url.endsWith("&wait=0"));
  newest().bring("news", "there");
  assert.deepEqual(heard, [true, false, "there"]);
});
