import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DisplayMenu } from "./DisplayMenu";
import { LanguageSwitch } from "./LanguageSwitch";

interface Props {
  wide?: boolean;
  /** As wide as the exam itself. */
  exam?: boolean;
  children: ReactNode;
}

/** The frame of the quiet pages: the bar above, one column below. */
export function Frame({ wide = false, exam = false, children }: Props) {
  const { t } = useTranslation("common");
  return (
    <>
      <header className="bar">
        <span className="brand">
          <img src="/icon.svg" alt="" />
          {t("brand")}
        </span>
        <span className="row">
          <DisplayMenu />
          <LanguageSwitch />
        </span>
      </header>
      <main className={`page stack${wide ? " wide" : ""}${exam ? " full" : ""}`}>{children}</main>
    </>
  );
}

/** The page's heading; takes the focus, so that a screen reader says where one is now. */
export function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { t } = useTranslation("common");
  useEffect(() => {
    document.title = `${children} · ${t("brand")}`;
  }, [children, t]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
