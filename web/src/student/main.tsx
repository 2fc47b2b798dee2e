import "../shared/trustedTypes";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
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

applyDisplay(storedDisplay());

const root = document.getElementById("root");

function show(): void {
  if (!root) return;
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

const english = () => import("./english").then((words) => words.default);
void setUpLanguage({ vi: { common: viCommon, student: viStudent } }, { en: english }).then(show);
