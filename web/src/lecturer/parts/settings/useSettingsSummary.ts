import { useTranslation } from "react-i18next";
import type { ExamValues } from "../../examForm";

/** Each group of settings in a line. */
export function useSettingsSummary({ settings, policy, scale }: ExamValues) {
  const { t } = useTranslation("lecturer");
  const late = Number(settings.late_join_minutes);
  const shuffled = settings.shuffle_questions || settings.shuffle_choices;
  const drawn = Object.values(settings.draws).some((count) => count !== "");
  const reveal = (name: "show_score" | "show_keys") =>
    t(`form.reveals.${settings[name]}`).toLocaleLowerCase();
  const taking = [
    settings.late_join_minutes === ""
      ? t("form.sums.lateAny")
      : t("form.sums.late", { count: late }),
    t("form.sums.attempts", { count: Number(settings.attempts_allowed) }),
    shuffled ? t("form.sums.shuffled") : t("form.sums.notShuffled"),
    drawn && t("form.sums.drawn"),
  ];
  const results = [
    scale !== "" && `${t("form.scale")} ${scale}`,
    settings.pass_mark !== "" && `${t("form.passMark")} ${settings.pass_mark}`,
    t("form.sums.score", { when: reveal("show_score") }),
    t("form.sums.keys", { when: reveal("show_keys") }),
  ];
  const join = (parts: (string | false)[]) => {
    const line = parts.filter(Boolean).join(" · ");
    return line.charAt(0).toLocaleUpperCase() + line.slice(1);
  };
  return {
    taking: join(taking),
    results: join(results),
    monitoring: join([
      t(`form.policies.${policy}`),
      settings.student_sound && t("form.sums.sound"),
      settings.guardian_consent && t("form.sums.guardian"),
      settings.student_card && t("form.sums.card"),
      t("form.sums.kept", { count: Number(settings.evidence_days) }),
    ]),
  };
}
