// Texts with slots, and numbers.

/** @type {(text: string, values: Record<string, unknown>) => string} */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

// As the page's language writes it (`page_bar.js` says which that is), with a true minus. least:
// so many decimals it has at least.
/** @type {(value: number, decimals?: number, least?: number) => string} */
export function writeNumber(value, decimals = 4, least = 0) {
  const language = globalThis.document?.documentElement.lang || "en";
  const [minimumFractionDigits, maximumFractionDigits] = [least, decimals];
  const rules = /** @type {const} */ ({
    minimumFractionDigits, maximumFractionDigits, signDisplay: "negative", useGrouping: false,
  });
  return new Intl.NumberFormat(language, rules).format(value).replace("-", "−");
}
