import "../shared/trustedTypes";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import enAccounts from "../i18n/en/accounts.json";
import enCommon from "../i18n/en/common.json";
import enIdentity from "../i18n/en/identity.json";
import enLecturer from "../i18n/en/lecturer.json";
import enPrivacy from "../i18n/en/privacy.json";
import enReview from "../i18n/en/review.json";
import enRoster from "../i18n/en/roster.json";
import { setUpLanguage } from "../i18n/setup";
import viAccounts from "../i18n/vi/accounts.json";
import viCommon from "../i18n/vi/common.json";
import viIdentity from "../i18n/vi/identity.json";
import viLecturer from "../i18n/vi/lecturer.json";
import { Pictures } from "../shared/pictures/book";
import viPrivacy from "../i18n/vi/privacy.json";
import viReview from "../i18n/vi/review.json";
import viRoster from "../i18n/vi/roster.json";
import "../shared/tokens.css";
import "./lecturer.css";
import { pictures } from "./pictures";
import { queryClient } from "./queries";
import { router } from "./routes";
import { Themed } from "./Themed";

void setUpLanguage({
  vi: {
    accounts: viAccounts,
    common: viCommon,
    lecturer: viLecturer,
    review: viReview,
    roster: viRoster,
    privacy: viPrivacy,
    identity: viIdentity,
  },
  en: {
    accounts: enAccounts,
    common: enCommon,
    lecturer: enLecturer,
    review: enReview,
    roster: enRoster,
    privacy: enPrivacy,
    identity: enIdentity,
  },
});

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Themed>
        <QueryClientProvider client={queryClient}>
          <ModalsProvider>
            <Notifications position="bottom-left" limit={3} autoClose={3000} />
            <Pictures value={pictures}>
              <RouterProvider router={router} />
            </Pictures>
          </ModalsProvider>
        </QueryClientProvider>
      </Themed>
    </StrictMode>,
  );
}
