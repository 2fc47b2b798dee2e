import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The last resort: something broke that nobody thought of; a reload takes up where it was. */
export function Crashed() {
  const { t } = useTranslation("common");
  return (
    <main role="alert" style={{ maxWidth: "30rem", margin: "4rem auto", padding: "0 1rem" }}>
      <p>{t("errors.unknown")}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t("reload")}
      </button>
    </main>
  );
}

/** Shows `Crashed` in place of what broke. */
export class CrashBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Crashed /> : this.props.children;
  }
}
