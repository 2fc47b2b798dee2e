import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "src/api/schema.d.ts", "src/api/messages.d.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [
      tseslint.configs.strictTypeChecked,
      reactHooks.configs.flat.recommended,
      jsxA11y.flatConfigs.strict,
    ],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // React calls an event handler and looks at nothing it returns: async ones are fine there.
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      // A number reads well in a template; everything else must still be made a string by name.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    // The student's page stays light: nothing of the lecturer's side may reach it.
    files: ["src/student/**", "src/camera/**", "src/shared/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["@mantine/*", "@tanstack/*", "@tabler/*", "react-router", "**/lecturer/*"] },
      ],
    },
  },
  { files: ["scripts/**"], languageOptions: { globals: globals.node } },
);
