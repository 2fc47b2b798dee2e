import "i18next";
import type accounts from "./vi/accounts.json";
import type common from "./vi/common.json";
import type findings from "./vi/findings.json";
import type identity from "./vi/identity.json";
import type lecturer from "./vi/lecturer.json";
import type privacy from "./vi/privacy.json";
import type review from "./vi/review.json";
import type roster from "./vi/roster.json";
import type sheet from "./vi/sheet.json";
import type stored from "./vi/stored.json";
import type student from "./vi/student.json";
import type waiting from "./vi/waiting.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      accounts: typeof accounts;
      common: typeof common;
      findings: typeof findings;
      identity: typeof identity;
      student: typeof student;
      lecturer: typeof lecturer;
      review: typeof review;
      waiting: typeof waiting;
      roster: typeof roster;
      privacy: typeof privacy;
      sheet: typeof sheet;
      stored: typeof stored;
    };
  }
}
