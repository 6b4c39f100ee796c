// Three mends for streamlit-drawable-canvas. Its toolbar is invisible and lies over the canvas's top
// right corner until the mouse hovers there: it swallowed strokes, and a tap on a phone wiped the
// drawing. So it is taken away; Undo and Clear are the page's own. And a stroke is sent when the
// pen is lifted, not 0.2 s later: what follows at once, such as a change of page, lost it. And a
// picture lies behind it by style: of one of its own it tells the server as soon as it is there,
// which is while the page is still being drawn, and the page was left empty then.

const MENDS = `
  .dc-toolbar { display: none !important; }
  .dc-scroll { overflow: visible !important; }
  .dc-scroll, .dc-container { touch-action: none; }
`;
const sheet = new CSSStyleSheet();
let shown; // the picture's address, null for none

function lay(picture) {
  if (picture === shown) return;
  shown = picture;
  const behind = `.dc-container { background: url("${picture}") center / contain no-repeat; }`;
  sheet.replaceSync(picture ? MENDS + behind : MENDS);
}

function findCanvases() {
  return [...document.querySelectorAll(".st-key-draw_box *")]
    .map((element) => element.shadowRoot)
    .filter((root) => root);
}

// As soon as there is a shadow root, filled or not: the toolbar is never to be seen.
function tame() {
  for (const root of findCanvases()) {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }
}

// An element is given its shadow root a little after it is there, unannounced.
let timers = [];
function tameSoon() {
  timers.forEach(clearTimeout);
  timers = [0, 50, 200, 1000].map((ms) => setTimeout(tame, ms));
}

let drawn = null; // the canvas on which a stroke has begun
const begin = (event) => {
  drawn = findCanvases().find((root) => event.composedPath().includes(root)) ?? null;
};
// After the canvas's own listeners, which are the document's and add the stroke; and at once, as a
// click that is next in line may be heard before any timer, and lead to another page.
const send = () => {
  const root = drawn;
  drawn = null;
  root?.querySelector(".dc-toolbar button")?.click();
};

const BEGINS = ["mousedown", "touchstart"];
const ENDS = ["mouseup", "touchend", "touchcancel"];

export default function ({ data, parentElement }) {
  const host = parentElement.host ?? parentElement;
  lay(data.picture);
  if (!host.tamer) {
    host.tamer = new MutationObserver(tameSoon);
    host.tamer.observe(document.body, { childList: true, subtree: true });
    for (const type of BEGINS) document.addEventListener(type, begin, true);
    for (const type of ENDS) window.addEventListener(type, send);
  }
  tameSoon();
  return () => {
    host.tamer.disconnect();
    host.tamer = null;
    for (const type of BEGINS) document.removeEventListener(type, begin, true);
    for (const type of ENDS) window.removeEventListener(type, send);
  };
}
