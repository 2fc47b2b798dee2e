import { useLocalStorage } from "@mantine/hooks";

export const VIEWS = ["4", "9", "16", "dense"] as const;
export type View = (typeof VIEWS)[number];

/** How many cards a screen shows; remembered on this browser. */
export function useView(): [View, (view: View) => void] {
  const [kept, keep] = useLocalStorage({
    key: "giam-thi.wall.view",
    defaultValue: "9",
    getInitialValueInEffect: false,
  });
  return [VIEWS.find((view) => view === kept) ?? "9", keep];
}
