import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { IdentityPicture } from "../../api/types";
import { loadPicture } from "./api";

interface Props {
  picture: IdentityPicture | null;
  caption: string;
  alt: string;
  /** What is said where there is no picture; by default, that none came at this moment. */
  absent?: string;
}

/** One of the pictures that are compared, or why there is none. */
export function Face({ picture, caption, alt, absent }: Props) {
  const { t } = useTranslation("identity");
  const found = useQuery({
    // The address is signed anew each time; the picture stays the same.
    queryKey: ["face", picture?.url.split("?")[0], picture?.index],
    queryFn: () => loadPicture(picture?.url ?? "", picture?.index ?? 0),
    enabled: picture !== null,
    staleTime: Infinity,
    gcTime: 0,
  });
  const blob = found.data;
  const show = useCallback(
    (image: HTMLImageElement) => {
      if (!blob) return undefined;
      image.src = URL.createObjectURL(blob);
      return () => URL.revokeObjectURL(image.src);
    },
    [blob],
  );
  return (
    <figure className="face">
      <div className="face-frame">
        {blob ? (
          <img ref={show} alt={alt} />
        ) : (
          <Text size="sm" c="dimmed" role="status">
            {picture === null
              ? (absent ?? t("noPicture"))
              : t(found.isPending ? "loading" : "gone")}
          </Text>
        )}
      </div>
      <Text component="figcaption" size="sm" c="dimmed" className="figures">
        {caption}
      </Text>
    </figure>
  );
}
