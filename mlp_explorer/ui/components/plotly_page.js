// What every component with a Plotly chart shares.

/** @param {string} url @returns {Promise<any>} */
export function loadPlotly(url) {
  // one promise for the whole page, whichever component asks first
  window.mlpExplorerPlotly ??= new Promise((resolve) => {
    // 5 MB of script keep the browser busy for half a second: the page's buttons come first
    setTimeout(() => append(resolve), 400);
  });
  /** @param {(plotly: any) => void} resolve */
  function append(resolve) {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      window.mlpExplorerPlotly = null; // the server was gone, or the page is left: try again later
      setTimeout(() => resolve(loadPlotly(url)), 2000);
    };
    document.head.append(script);
  }
  return window.mlpExplorerPlotly;
}

// no bar of buttons: it would lie over the legend, and one of them leads to another server.
// A drag zooms, a double click zooms out: by the components, as Plotly knows the first axes only.
export const PLOTLY_CONFIG = { displayModeBar: false, showSendToCloud: false, responsive: false, doubleClick: false };

/** @param {Element} root */
export function pageColors(root) {
  const style = getComputedStyle(root);
  const text = style.getPropertyValue("--st-text-color");
  const back = style.getPropertyValue("--st-background-color");
  // what is transparent is taken for white by Plotly, when it chooses colours that contrast
  return { "font.color": text, paper_bgcolor: back, "hoverlabel.bgcolor": back, "hoverlabel.font.color": text,
    "font.family": style.getPropertyValue("--st-font") };
}

// On a projector, what is written in a chart is to be read from the last row. Styles ask the same.
const PROJECTOR = "(min-width: 1800px) and (min-height: 900px)";

/** @returns {number} how much larger than on a laptop things are drawn */
export const getScale = () => (matchMedia(PROJECTOR).matches ? 1.3 : 1);

// Multiplies the sizes of all fonts, and the margins that hold them.
/** @param {any} part of a layout @param {number} scale @returns {any} */
function enlarge(part, scale) {
  if (scale === 1 || part === null || typeof part !== "object") return part;
  if (Array.isArray(part)) return part.map((each) => enlarge(each, scale));
  return Object.fromEntries(Object.entries(part).map(([name, value]) => {
    if (name === "margin") return [name, multiply(value, scale)];
    return [name, /font$/.test(name) && value.size ? { ...value, size: value.size * scale } : enlarge(value, scale)];
  }));
}

/** @param {Record<string, number>} sizes @param {number} scale */
const multiply = (sizes, scale) => Object.fromEntries(Object.entries(sizes).map(([k, size]) => [k, size * scale]));

/** @param {Record<string, any>} small @param {Element} root @param {string} uirevision */
export function themed(small, root, uirevision) {
  const layout = enlarge(small, getScale());
  const colors = pageColors(root);
  // on a touch screen a finger on a chart must still scroll the page
  const dragmode = matchMedia("(pointer: coarse)").matches ? false : "zoom";
  return { ...layout, dragmode, uirevision, paper_bgcolor: colors.paper_bgcolor,
    font: { ...layout.font, color: colors["font.color"], family: colors["font.family"] },
    hoverlabel: { ...layout.hoverlabel, bgcolor: colors["hoverlabel.bgcolor"],
      font: { ...layout.hoverlabel?.font, color: colors["font.color"], family: colors["font.family"] } } };
}

// Returns a trace whose ticks can be read where its lines cross them: each has a rim of the page's
// own background, as Plotly's is white.
/** @param {Record<string, any>} trace @param {string} back colour */
export function rimmed(trace, back) {
  if (trace.type !== "parcoords") return trace;
  const rim = ["1px 1px", "-1px -1px", "1px -1px", "-1px 1px"].map((offset) => `${offset} 2px ${back}`);
  return { ...trace, tickfont: { ...trace.tickfont, shadow: [...rim, ...rim].join(", ") } };
}
