import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ApiError } from "../../api/errors";
import { keys } from "../queries";
import { splitPictures } from "../wall/frames";
import { listKeptFrames, type AttemptName } from "./api";
import { placeOf, stretchOf } from "./scrubbing";

/** A hand that drags passes by more pictures than it looks at. */
const PAUSE_MS = 60;
/** Signed addresses live for some minutes. */
const FRESH_MS = 4 * 60_000;

export type Moment =
  | { state: "shown"; picture: Blob }
  | { state: "loading" | "gone" | "failed" };

/** The picture that was taken at a moment, as long as it is kept. */
export function useMoment(name: AttemptName, captured_ms: number): Moment {
  const [settled] = useDebouncedValue(captured_ms, PAUSE_MS);
  const stretch = stretchOf(settled);
  const uploads = useQuery({
    queryKey: [...keys.observations(name.examId, name.attemptId), "frames", stretch.from],
    queryFn: () => listKeptFrames(name, stretch),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
  const found = placeOf(uploads.data?.items ?? [], settled);
  const pictures = useQuery({
    queryKey: [
      ...keys.observations(name.examId, name.attemptId),
      "upload",
      found?.upload.captured_ms[0],
    ],
    queryFn: async () => (found ? loadKept(found.upload.url) : null),
    enabled: found !== null,
    staleTime: Infinity,
    gcTime: FRESH_MS,
  });
  const picture = found ? pictures.data?.[found.place] : undefined;
  if (picture) return { state: "shown", picture };
  if (uploads.isError || pictures.isError) return { state: "failed" };
  const asked = uploads.isSuccess && !uploads.isPlaceholderData;
  const gone = asked && (found === null || pictures.isSuccess);
  return { state: gone ? "gone" : "loading" };
}

/** The upload's pictures; null once they have expired. */
async function loadKept(url: string): Promise<Blob[] | null> {
  const response = await fetch(url);
  if (response.status === 404) return null;
  if (!response.ok) throw new ApiError(response.status, "internal_error", "");
  const pictures = splitPictures(new Uint8Array(await response.arrayBuffer()));
  return pictures.map((picture) => new Blob([picture], { type: "image/jpeg" }));
}
