import { encode } from "uqr";

interface Props {
  readonly text: string;
  /** What it is for a screen reader; the text itself must stand beside it in letters. */
  readonly label: string;
}

/** A QR code, always dark on light: many scanners do not read it the other way round. */
export function QrCode({ text, label }: Props) {
  const { size, data } = encode(text, { border: 2 });
  const path = data
    .flatMap((line, y) => line.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      className="muster-qr"
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
