import { FileButton, Stack, Textarea, type TextareaProps } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPhotoPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ClipboardEvent, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../i18n/useErrorText";
import { fitPicture, picturesAmong, uploadPicture } from "../../pictures";
import { learnMarks, readMarks, token, toText, toView, type PictureMark } from "../../pictureTokens";
import { PictureTool } from "./PictureTool";
import { PictureList } from "./PictureList";

interface Props extends Omit<TextareaProps, "value" | "onChange"> {
  /** What `form.getInputProps` returns. */
  field: { value?: string; onChange?: (text: string) => void; error?: ReactNode };
}

/** A text with pictures: pasted, dropped or chosen; each shows as a token and beneath the field. */
export function RichTextarea({ field, style, ...props }: Props) {
  const { t } = useTranslation("lecturer");
  const { value: text = "", onChange: change = () => undefined, ...rest } = field;
  const word = t("picture.token");
  const area = useRef<HTMLTextAreaElement>(null);
  const [known, setKnown] = useState<readonly PictureMark[]>([]);
  const marks = learnMarks(known, text);
  const write = (view: string) => {
    setKnown(marks);
    change(toText(view, marks, word));
  };
  const upload = useUpload(({ id }) => {
    const grown = learnMarks(marks, `![](picture:${id})`);
    const number = grown.findIndex((one) => one.id === id) + 1;
    setKnown(grown);
    change(toText(insertAtCaret(area.current, token(number, word)), grown, word));
  });
  const take = (event: ClipboardEvent | DragEvent, items: DataTransfer | null) => {
    const found = picturesAmong(items);
    if (found.length === 0) return;
    event.preventDefault();
    upload.mutate(found);
  };
  return (
    <Stack gap={6} style={style}>
      <Textarea
        {...props}
        {...rest}
        ref={area}
        autosize
        value={toView(text, marks, word)}
        onChange={(event) => write(event.currentTarget.value)}
        onPaste={(event) => take(event, event.clipboardData)}
        onDrop={(event) => take(event, event.dataTransfer)}
        rightSection={
          <FileButton
            accept="image/*"
            multiple
            onChange={(files) => files.length > 0 && upload.mutate(files)}
          >
            {({ onClick }) => (
              <PictureTool label={t("picture.add")} busy={upload.isPending} onClick={onClick}>
                <IconPhotoPlus size={18} />
              </PictureTool>
            )}
          </FileButton>
        }
        rightSectionProps={{ style: { alignItems: "start", paddingTop: 2 } }}
        rightSectionWidth={38}
      />
      <PictureList text={text} marks={marks} shown={readMarks(text)} onText={change} />
    </Stack>
  );
}

/** Upload one after the other, so that they stand in the order they were chosen in. */
function useUpload(onPicture: (mark: PictureMark) => void) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  // The newest, because the text may have changed while a picture was on its way.
  const handler = useRef(onPicture);
  useEffect(() => {
    handler.current = onPicture;
  });
  return useMutation({
    mutationFn: async (files: File[]) => {
      for (const file of files) {
        const { picture_id } = await uploadPicture(await fitPicture(file));
        handler.current({ id: picture_id, alt: "" });
        // The next one is put behind this one once the field has drawn it.
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    onError: (error) => {
      const unread = "code" in error && error.code === "not_a_picture";
      const message = unread ? t("picture.unreadable") : errorText(error);
      notifications.show({ color: "red", message, role: "alert" });
    },
  });
}

/** What the field holds with some more at its caret; at its end when nobody was in it. */
function insertAtCaret(area: HTMLTextAreaElement | null, more: string): string {
  if (!area) return more;
  const { value, selectionStart, selectionEnd } = area;
  const at = document.activeElement === area ? [selectionStart, selectionEnd] : [value.length];
  const before = value.slice(0, at[0]);
  const gap = before && !/\s$/.test(before) ? " " : "";
  return before + gap + more + value.slice(at.at(-1));
}
