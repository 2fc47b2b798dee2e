import { Button, Menu, Text } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExamTemplate } from "../../../api/types";
import { useErrorText } from "../../../i18n/useErrorText";
import { listExamTemplates } from "../../api";
import { withTemplate } from "../../examForm";
import { keys } from "../../queries";
import type { ExamFormState } from "../ExamForm";

/** Begin from a ready format; what is written already stays before it. */
export function TemplateMenu({ form }: { form: ExamFormState }) {
  const { t } = useTranslation(["lecturer", "common"]);
  const errorText = useErrorText();
  const [asked, setAsked] = useState(false);
  const query = useQuery({
    queryKey: keys.templates,
    queryFn: listExamTemplates,
    enabled: asked,
    staleTime: Infinity,
  });
  return (
    <Menu position="bottom-start" onOpen={() => setAsked(true)}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconTemplate size={18} aria-hidden />}>
          {t("form.template")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw="min(26rem, calc(100vw - 2rem))">
        <Menu.Label>{t("form.graduation")}</Menu.Label>
        {query.isPending && <Menu.Item disabled>{t("common:loading")}</Menu.Item>}
        {query.isError && (
          <Menu.Item closeMenuOnClick={false} onClick={() => void query.refetch()}>
            {errorText(query.error)}
          </Menu.Item>
        )}
        {query.data?.items.map((template) => (
          <Menu.Item
            key={template.template_id}
            onClick={() => form.setValues(withTemplate(form.getValues(), template))}
          >
            {template.subject}
            <Text size="sm" c="dimmed">
              <Counts template={template} />
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Counts({ template }: { template: ExamTemplate }) {
  const { t } = useTranslation(["lecturer", "common"]);
  const counts = template.parts.map((part) => part.count).join(" + ");
  const minutes = t("common:minutes", { count: template.duration_minutes });
  return <>{t("form.templateOf", { counts, minutes })}</>;
}
