import { useState } from "react";
import { useTranslation } from "react-i18next";
import { chooseDisplay, SIZES, storedDisplay, THEMES, type Display } from "../display";

/** Text size and background, chosen by the student. */
export function DisplayMenu() {
  const { t } = useTranslation("student");
  const [display, setDisplay] = useState(storedDisplay);
  function choose(change: Partial<Display>) {
    const next = { ...display, ...change };
    chooseDisplay(next);
    setDisplay(next);
  }
  return (
    <details className="display">
      <summary className="link small">{t("display.open")}</summary>
      <div className="box stack">
        <fieldset>
          <legend className="small soft">{t("display.size")}</legend>
          <div className="options">
            {SIZES.map((size) => (
              <label key={size}>
                <input
                  type="radio"
                  name="display-size"
                  checked={display.size === size}
                  onChange={() => choose({ size })}
                />
                {size} %
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend className="small soft">{t("display.theme")}</legend>
          <div className="options">
            {THEMES.map((theme) => (
              <label key={theme}>
                <input
                  type="radio"
                  name="display-theme"
                  checked={display.theme === theme}
                  onChange={() => choose({ theme })}
                />
                {t(`display.${theme}`)}
              </label>
            ))}
          </div>
        </fieldset>
      </div>
    </details>
  );
}
