// What the linter asks of the components, their tests, and the other scripts of the tests.

import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: [".venv/", "build/", "dist/"] },
  js.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-lines": ["error", 250],
      "no-shadow": "error",
      "no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }],
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
  { // what iPadOS 15 lacks; what it lacks of the language itself is left out in tsconfig.json
    files: ["mlp_explorer/**"],
    rules: { "no-restricted-globals": ["error", "CSSStyleSheet", "OffscreenCanvas", "structuredClone"] },
  },
  { files: ["tests/ui/**"], languageOptions: { globals: globals.node } },
  {
    files: ["tests/browser/settle.js", "tests/browser/layout.js"], // one function each, which is given to the page as text
    languageOptions: { sourceType: "script" },
    rules: { "no-unused-expressions": "off" },
  },
];
