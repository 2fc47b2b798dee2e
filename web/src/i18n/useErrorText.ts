import { useTranslation } from "react-i18next";
import { ApiError, OfflineError } from "../api/errors";

/** How to tell a person about an error: in the server's words where it has some. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation("common");
  return (error) => {
    if (error instanceof OfflineError) return t("errors.offline");
    if (error instanceof ApiError) return error.message || t("errors.server");
    return t("errors.unknown");
  };
}
