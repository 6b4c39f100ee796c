// Texts with slots, and numbers.

/** @type {(text: string, values: Record<string, unknown>) => string} */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

// As the page's language writes it (`page_bar.js` says which that is), with a true minus. least:
// so many decimals it has at least.
/** @type {(value: number, decimals?: number, least?: number) => string} */
export function writeNumber(value, decimals = 4, least = 0) {
  const language = globalThis.document?.documentElement.lang || "en";
  const rules = { minimumFractionDigits: least, maximumFractionDigits: decimals, useGrouping: false };
  const rounded = Number(value.toFixed(decimals)) === 0 ? 0 : value; // −0 is 0
  return new Intl.NumberFormat(language, rules).format(rounded).replace("-", "−");
}
