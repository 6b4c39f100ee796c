// Texts with slots, and numbers.

/** @type {(text: string, values: Record<string, unknown>) => string} */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** @type {(value: number, decimals?: number) => string} */
export const writeNumber = (value, decimals = 4) => String(Number(value.toFixed(decimals))).replace("-", "−");
