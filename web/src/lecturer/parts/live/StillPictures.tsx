import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { listFrames } from "../../api";
import { loadUpload, splitPictures } from "../../wall/frames";

const POLL_MS = 2500;
const PICTURE_MS = 1000;

interface Props {
  examId: string;
  attemptId: string;
  name: string;
}

/** What the frames show that are uploaded anyway: a picture a second, some seconds late. */
export function StillPictures({ examId, attemptId, name }: Props) {
  const { t } = useTranslation("lecturer");
  const newest = useQuery({
    queryKey: ["newest picture", examId, attemptId],
    queryFn: () => listFrames(examId, [attemptId]),
    refetchInterval: POLL_MS,
  });
  const frame = newest.data?.items[0];
  const pictures = useQuery({
    queryKey: ["bundle", attemptId, frame?.captured_ms],
    queryFn: async () => splitPictures(await loadUpload(frame?.url ?? "")),
    enabled: Boolean(frame),
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const address = usePlayed(pictures.data);
  if (!address) {
    return (
      <Text c="dimmed" size="sm" ta="center" p="md">
        {t("live.noPictures")}
      </Text>
    );
  }
  return <img src={address} alt={t("live.picture", { name })} />;
}

/** Show a bundle's pictures one after the other, a second each; the last one stays. */
function usePlayed(pictures: Uint8Array<ArrayBuffer>[] | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!pictures?.length) return;
    const addresses = pictures.map((picture) =>
      URL.createObjectURL(new Blob([picture], { type: "image/jpeg" })),
    );
    let shown = 0;
    const show = () => setAddress(addresses[Math.min(shown++, addresses.length - 1)] ?? null);
    show();
    const timer = setInterval(show, PICTURE_MS);
    return () => {
      clearInterval(timer);
      for (const one of addresses) URL.revokeObjectURL(one);
    };
  }, [pictures]);
  return address;
}
