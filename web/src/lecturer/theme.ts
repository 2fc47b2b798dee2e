import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The deep teal of tokens.css with its lighter relations. */
const teal: MantineColorsTuple = [
  "#eef6f5",
  "#dbeae9",
  "#b3d5d3",
  "#88c4c0",
  "#6cc5c0",
  "#4ca09c",
  "#2f8f8b",
  "#1f7a76",
  "#0f5c5c",
  "#0a4747",
];

/** Red stays for what needs a person now. */
const red: MantineColorsTuple = [
  "#fdeceb",
  "#f9d5d2",
  "#f2aaa5",
  "#ea7d75",
  "#ff8a80",
  "#d63b30",
  "#c62f25",
  "#b3261e",
  "#a3211a",
  "#7a1510",
];

export const theme = createTheme({
  fontFamily: "var(--font)",
  headings: { fontFamily: "var(--font)", fontWeight: "600" },
  colors: { teal, red },
  primaryColor: "teal",
  // White stays readable on both.
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: "md",
  cursorType: "pointer",
  components: {
    Modal: { styles: { title: { fontWeight: 600, lineHeight: 1.35 } } },
  },
  respectReducedMotion: true,
});
