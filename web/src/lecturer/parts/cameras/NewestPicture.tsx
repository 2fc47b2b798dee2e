import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoomCamera } from "../../../api/types";
import { loadUpload, splitPictures } from "../../wall/frames";

/** The last picture of the newest upload. */
export function NewestPicture({ camera }: { camera: RoomCamera }) {
  const { t } = useTranslation("lecturer");
  const newest = useQuery({
    queryKey: ["room picture", camera.camera_id, camera.latest_ms],
    queryFn: async () => splitPictures(await loadUpload(camera.latest_url ?? "")).at(-1) ?? null,
    enabled: camera.latest_url !== null,
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const address = useAddress(newest.data ?? null);
  if (!address) return <Text size="sm">{t("cameras.noPicture")}</Text>;
  return <img src={address} alt={t("cameras.picture", { name: camera.name })} />;
}

function useAddress(picture: Uint8Array<ArrayBuffer> | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!picture) return;
    const made = URL.createObjectURL(new Blob([picture], { type: "image/jpeg" }));
    // An address is a thing outside of React that must be given back.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return address;
}
