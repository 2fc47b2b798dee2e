/** How large and how bright a student wants the page; a matter of this device alone. */
export const SIZES = [100, 115, 130, 150] as const;
export const THEMES = ["system", "light", "dark"] as const;

export interface Display {
  /** Percent of the browser's own text size. */
  size: (typeof SIZES)[number];
  theme: (typeof THEMES)[number];
}

const KEY = "giam-thi.display";
const USUAL: Display = { size: 100, theme: "system" };

/** What was chosen before; whatever cannot be read is as usual. */
export function readDisplay(stored: string | null): Display {
  try {
    const { size, theme } = JSON.parse(stored ?? "{}") as Partial<Display>;
    return {
      size: SIZES.find((one) => one === size) ?? USUAL.size,
      theme: THEMES.find((one) => one === theme) ?? USUAL.theme,
    };
  } catch {
    return USUAL;
  }
}

export const storedDisplay = (): Display => readDisplay(localStorage.getItem(KEY));

export function applyDisplay({ size, theme }: Display): void {
  const { style, dataset } = document.documentElement;
  style.fontSize = `${size}%`;
  // A rule of tokens.css, not a style: the built CSS follows rules where browsers lack light-dark().
  dataset.theme = theme;
}

export function chooseDisplay(display: Display): void {
  localStorage.setItem(KEY, JSON.stringify(display));
  applyDisplay(display);
}
