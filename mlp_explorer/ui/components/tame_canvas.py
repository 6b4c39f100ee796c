"""Keeps the toolbar of streamlit-drawable-canvas above the canvas, and visible.

By itself the toolbar is invisible and lies over the canvas's top right corner until the mouse
hovers there: it swallows strokes that start there, and on a touch screen a tap wipes the drawing.
"""

import streamlit as st

__all__ = ["tame_canvas"]

_component = st.components.v2.component(
    "mlp_explorer_tame_canvas",
    js="""
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      .dc-toolbar { top: auto !important; bottom: 100% !important; padding: 0 0 4px !important;
        opacity: 1 !important; }
      .dc-icon-button:not([aria-label=Undo], [aria-label=Redo]), .dc-toolbar-separator {
        display: none !important; }  /* sending is automatic; Clear is a button of the page */
      .dc-toolbar-card { box-shadow: none !important; background: none !important; }
      .dc-icon-button { padding: 0.5rem !important; }
      .dc-icon-button:focus-visible { outline: 2px solid var(--st-primary-color) !important; }
      .dc-scroll, .dc-container { touch-action: none; }
    `);
    function tame() {
      for (const { shadowRoot } of document.querySelectorAll("*")) {
        if (shadowRoot && !shadowRoot.adoptedStyleSheets.includes(sheet)) {
          shadowRoot.adoptedStyleSheets.push(sheet);  // its selectors fit a canvas only
        }
      }
    }
    // A cleared canvas is a new element. Its shadow root comes a little after it, unannounced.
    let timers = [];
    const tameSoon = () => {
      timers.forEach(clearTimeout);
      timers = [0, 50, 200, 1000].map((ms) => setTimeout(tame, ms));
    };
    export default function ({ parentElement }) {
      const host = parentElement.host ?? parentElement;
      host.tamer ??= new MutationObserver(tameSoon);
      host.tamer.observe(document.body, { childList: true, subtree: true });
      tameSoon();
      return () => host.tamer.disconnect();
    }
    """,
)


def tame_canvas() -> None:
    """Apply the mend to every drawing canvas on the page, now and later."""
    _component(key="tame_canvas")
