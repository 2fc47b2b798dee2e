import "../shared/trustedTypes";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import enCommon from "../i18n/en/common.json";
import enStudent from "../i18n/en/student.json";
import { setUpLanguage } from "../i18n/setup";
import viCommon from "../i18n/vi/common.json";
import viStudent from "../i18n/vi/student.json";
import { CrashBoundary } from "../shared/Crashed";
import { Pictures } from "../shared/pictures/book";
import "../shared/tokens.css";
import "./student.css";
import { App } from "./App";
import { applyDisplay, storedDisplay } from "./display";
import { pictures } from "./pictures";

setUpLanguage({
  vi: { common: viCommon, student: viStudent },
  en: { common: enCommon, student: enStudent },
});

applyDisplay(storedDisplay());

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <CrashBoundary>
        <Pictures value={pictures}>
          <App />
        </Pictures>
      </CrashBoundary>
    </StrictMode>,
  );
}
