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

/** @param {Record<string, any>} layout @param {Element} root @param {string} uirevision */
export function themed(layout, root, uirevision) {
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
