import { useTranslation } from "react-i18next";
import { gazeLine, headAxes, type Line } from "./geometry";
import type { Rectangle, SeenPicture } from "./signals";
import { useIsRoom } from "./watched";

interface Props {
  seen: SeenPicture;
  /** The picture's width over its height. */
  aspect: number;
}

/** What the detector saw, drawn over its picture. */
export function Overlay({ seen, aspect }: Props) {
  const { t } = useTranslation("review");
  const room = useIsRoom();
  const head = room ? null : headAxes(seen, aspect);
  const gaze = room ? null : gazeLine(seen, aspect);
  // In a room nobody is the one whose camera it is, and a dozen labels would hide their faces.
  const [main, other] = room ? ["", ""] : [t("legend.face"), t("legend.other")];
  return (
    <svg className="overlay" viewBox={`0 0 ${aspect} 1`} aria-hidden>
      {seen.face && <Box box={seen.face} aspect={aspect} kind="face" label={main} />}
      {seen.others.map((box) => (
        <Box key={box.join()} box={box} aspect={aspect} kind={room ? "face" : "other"} label={other} />
      ))}
      {seen.objects.map(({ kind, score, box }) => (
        <Box
          key={`${kind}${box.join()}`}
          box={box}
          aspect={aspect}
          kind="object"
          // A person is where a face is, mostly: a frame says enough.
          label={
            kind === "person"
              ? ""
              : `${t(`objects.${kind as "phone"}`)} ${Math.round(score * 100)} %`
          }
        />
      ))}
      {head && (
        <>
          <Stroke line={head.side} kind="axis" />
          <Stroke line={head.up} kind="axis" />
          <Stroke line={head.nose} kind="nose" />
        </>
      )}
      {gaze && <Stroke line={gaze} kind="gaze" />}
    </svg>
  );
}

interface BoxProps {
  box: Rectangle;
  aspect: number;
  kind: "face" | "other" | "object";
  label: string;
}

function Box({ box: [left, top, width, height], aspect, kind, label }: BoxProps) {
  return (
    <>
      <rect
        className={`overlay-${kind}`}
        x={left * aspect}
        y={top}
        width={width * aspect}
        height={height}
        rx={0.01}
      />
      <text className={`overlay-${kind}`} x={left * aspect} y={Math.max(0.045, top - 0.015)}>
        {label}
      </text>
    </>
  );
}

function Stroke({ line, kind }: { line: Line; kind: "axis" | "nose" | "gaze" }) {
  return (
    <>
      <line className={`overlay-${kind}`} {...line} />
      {kind !== "axis" && <circle className={`overlay-${kind}`} cx={line.x2} cy={line.y2} r={0.012} />}
    </>
  );
}
