// Texts with slots, and numbers.

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const writeNumber = (value, decimals = 4) => String(Number(value.toFixed(decimals))).replace("-", "−");
