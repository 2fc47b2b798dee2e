import { Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Picture } from "../../../shared/pictures/Picture";
import { withAlt, withoutPicture, type PictureMark } from "../../pictureTokens";
import { Tool } from "../Tool";

interface Props {
  text: string;
  /** Every picture the field knows: they give the numbers. */
  marks: readonly PictureMark[];
  /** Those that the text shows. */
  shown: readonly PictureMark[];
  onText: (text: string) => void;
}

/** The pictures of a field, each with what it shows for those who cannot see it. */
export function PictureList({ text, marks, shown, onText }: Props) {
  const { t } = useTranslation("lecturer");
  const listed = marks.filter((mark) => shown.some((one) => one.id === mark.id));
  if (listed.length === 0) return null;
  return (
    <ul className="picture-list">
      {listed.map(({ id, alt }) => {
        const number = marks.findIndex((one) => one.id === id) + 1;
        return (
          <li key={id}>
            <Picture id={id} alt={alt} />
            <TextInput
              style={{ flex: 1, minWidth: "8rem" }}
              size="sm"
              aria-label={t("picture.alt", { number })}
              placeholder={t("picture.altHint")}
              maxLength={300}
              value={alt}
              onChange={(event) => onText(withAlt(text, id, event.currentTarget.value))}
              leftSection={
                <Text size="xs" c="dimmed" className="figures">
                  {number}
                </Text>
              }
            />
            <Tool
              label={t("picture.remove", { number })}
              onClick={() => onText(withoutPicture(text, id))}
            >
              <IconTrash size={18} />
            </Tool>
          </li>
        );
      })}
    </ul>
  );
}
