// Small pictures, of MNIST's 28 × 28 or another size: what several components share.

export const SIDE = 28;
const GAMMA = 0.6; // under 1, what is weak stays in sight; as in charts/attribution.py
// what speaks for an answer, as TRAIN in charts/theme.py; against it, as VALIDATION; anything else
export const [FOR, AGAINST, QUIET] = ["#2E86C9", "#D55E00", "#768BA0"];

/** @typedef {(pixel: number) => number[]} Color the number of a pixel → [red, green, blue] */

/** @param {string} color */
const parseColor = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

/** @param {string} encoded bytes in base64 */
export const decode = (encoded) => Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));

/** @param {HTMLCanvasElement} canvas @param {Color} color */
export function paintPixels(canvas, color) {
  const image = new ImageData(canvas.width, canvas.height);
  for (let i = 0; i < canvas.width * canvas.height; i++) image.data.set([...color(i), 255], 4 * i);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}

/** @param {number[] | Float32Array} values @returns {Color} blue above 0, orange below, black is nothing */
export function colorSigned(values) {
  const [positive, negative] = [FOR, AGAINST].map(parseColor);
  const most = Math.max(...Array.from(values, Math.abs), 1e-12);
  return (i) => {
    const part = (Math.abs(values[i]) / most) ** GAMMA;
    return (values[i] < 0 ? negative : positive).map((channel) => Math.round(channel * part));
  };
}
