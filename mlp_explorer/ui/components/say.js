// What a person does in a component, said so that it is heard once, however busy the server is: a
// state stays until it is read, and each has an id of its own, which is returned. See `Inputs.listen`.
/** @param {SetValue} setStateValue @param {unknown} value */
export function say(setStateValue, value) {
  const id = `${Date.now()} ${Math.random()}`;
  setStateValue("said", { id, value });
  return id;
}

// How much has been done on the canvas by now, for what is to be put on it: `Sketchbook.put(at=…)`.
export const countActs = () => window.mlpExplorerDrawing?.serial ?? null;
