// Texts with slots, and numbers.

/** @type {(text: string, values: Record<string, unknown>) => string} */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

const getLanguage = () => globalThis.document?.documentElement.lang || "en"; // `page_bar.js` says which

// As the page's language writes it, with a true minus. least: so many decimals it has at least.
/** @type {(value: number, decimals?: number, least?: number) => string} */
export function writeNumber(value, decimals = 4, least = 0) {
  const rules = { minimumFractionDigits: least, maximumFractionDigits: decimals, useGrouping: false };
  const rounded = Number(value.toFixed(decimals)) === 0 ? 0 : value; // −0 is 0
  return new Intl.NumberFormat(getLanguage(), rules).format(rounded).replace("-", "−");
}

const DIGITS = 4; // of a number of no format; those before the point are all written
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

// Returns what writes many numbers as a format says which Plotly takes: "d", ",", "+d", ".2f", ".1~%" or
// another one, of which only its groups and its sign are taken. unit: a text with a slot.
/** @param {string} form @param {string} unit @returns {(value: number) => string} */
export function makeWriter(form, unit = "{number}") {
  const [, sign, group, places, trim, kind] = form.match(/^(\+?)(,?)(?:\.(\d+))?(~?)([a-z%]?)$/) ?? [];
  /** @type {Map<string, Intl.NumberFormat>} */
  const known = new Map(); // one takes longer to make than to use
  /** @param {number} value @param {number} decimals @param {number} least */
  const write = (value, decimals, least) => {
    const name = `${decimals} ${least}`;
    if (!known.has(name)) {
      known.set(name, new Intl.NumberFormat(getLanguage(), { useGrouping: Boolean(group),
        signDisplay: sign ? "always" : "auto", minimumFractionDigits: least, maximumFractionDigits: decimals }));
    }
    return known.get(name)?.format(value === 0 ? 0 : value).replace("-", "−"); // −0 is 0
  };
  /** @param {number} value */
  const writeDigits = (value) => {
    const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
    if (power >= -DIGITS) return write(value, Math.max(0, DIGITS - 1 - power), 0);
    const raised = [...String(-power)].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
    return `${write(value / 10 ** power, DIGITS - 1, 0)} · 10⁻${raised}`;
  };
  const decimals = Number(places ?? 0);
  const writeFixed = (/** @type {number} */ value) => write(value * (kind === "%" ? 100 : 1), decimals, trim ? 0 : decimals);
  const isFixed = kind === "d" || kind === "f" || kind === "%";
  return (value) => fill(unit, { number: isFixed ? writeFixed(value) : writeDigits(value) });
}
