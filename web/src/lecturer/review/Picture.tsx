import { Group, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFigures } from "../useFigures";
import type { SeenPicture } from "./signals";
import { useIsRoom } from "./watched";

interface PictureProps {
  /** An address, or the picture itself. */
  source: string | Blob;
  alt: string;
  /** What is drawn on top, once the picture's shape is known. */
  children: (aspect: number) => React.ReactNode;
}

/** One picture in its frame, or that it cannot be shown any more. */
export function Picture({ source, alt, children }: PictureProps) {
  const { t } = useTranslation("review");
  const [aspect, setAspect] = useState<number | null>(null);
  const [broken, setBroken] = useState<string | Blob | null>(null);
  const show = useCallback(
    (image: HTMLImageElement) => {
      const own = typeof source === "string" ? null : URL.createObjectURL(source);
      image.src = own ?? (source as string);
      return () => {
        if (own) URL.revokeObjectURL(own);
      };
    },
    [source],
  );
  return (
    <div className="review-picture-frame">
      {broken === source ? (
        <span className="no-picture review-broken">{t("brokenPicture")}</span>
      ) : (
        <img
          ref={show}
          alt={alt}
          onLoad={({ currentTarget: image }) => setAspect(image.naturalWidth / image.naturalHeight)}
          onError={() => setBroken(source)}
        />
      )}
      {aspect !== null && broken !== source && children(aspect)}
    </div>
  );
}

const SHOWN = ["faces", "yaw", "pitch", "gaze_x", "gaze_y"] as const;
const SHOWN_OF_ROOMS = ["faces"] as const;

/** The numbers behind the drawing. */
export function Figures({ seen }: { seen: SeenPicture | null }) {
  const { t } = useTranslation("review");
  const figures = useFigures();
  const room = useIsRoom();
  if (!seen) {
    return (
      <Text size="sm" c="dimmed" mt="xs">
        {t("noOverlay")}
      </Text>
    );
  }
  return (
    <Group component="dl" gap="lg" m={0} mt="xs">
      {(room ? SHOWN_OF_ROOMS : SHOWN).map((signal) => (
        <div key={signal}>
          <Text component="dt" size="xs" c="dimmed">
            {t(`seen.${signal}`)}
          </Text>
          <Text component="dd" m={0} size="sm" className="figures">
            {figures(seen[signal])}
            {(signal === "yaw" || signal === "pitch") && seen[signal] !== null && "°"}
          </Text>
        </div>
      ))}
    </Group>
  );
}
