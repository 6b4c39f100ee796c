// What Streamlit gives a component (`st.components.v2`), and what ours leave in the window.

type SetValue = (name: string, value: unknown) => void;

// Root: an HTMLElement where Python says `isolate_styles=False`.
interface ComponentArgs<Data = undefined, Root = ShadowRoot> {
  data: Data;
  parentElement: Root;
  setStateValue: SetValue;
  setTriggerValue: SetValue;
}

// texts of `words/`, perhaps with slots: see `text.js`
type Words = Record<string, string>;

interface Window {
  Plotly: any; // it has no types of its own
  mlpExplorerPlotly?: Promise<any> | null;
  mlpExplorerDrawing?: import("./drawing_model.js").DrawingModel;
}
