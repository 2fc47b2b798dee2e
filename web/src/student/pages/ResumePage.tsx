import { useTranslation } from "react-i18next";
import { useErrorText } from "../../i18n/useErrorText";
import { Alert } from "../parts/Alert";
import { Frame } from "../parts/Frame";

export function ResumePage({ fault, onRetry }: { fault: unknown; onRetry: () => void }) {
  const { t } = useTranslation("common");
  const errorText = useErrorText();
  return (
    <Frame>
      {fault ? (
        <>
          <Alert>{errorText(fault)}</Alert>
          <button type="button" className="button main" onClick={onRetry}>
            {t("retry")}
          </button>
        </>
      ) : (
        <p role="status" className="soft">
          {t("loading")}
        </p>
      )}
    </Frame>
  );
}
