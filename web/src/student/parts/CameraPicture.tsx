import { useCallback } from "react";

/** What the camera sees, mirrored, as people know it from a looking-glass. */
export function CameraPicture({ stream, label }: { stream: MediaStream; label: string }) {
  const attach = useCallback(
    (video: HTMLVideoElement | null) => {
      if (video && video.srcObject !== stream) {
        video.srcObject = stream;
        void video.play().catch(() => undefined);
      }
    },
    [stream],
  );
  return <video ref={attach} className="preview" aria-label={label} muted playsInline />;
}
