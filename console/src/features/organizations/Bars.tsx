import { useFormat } from "@shared/ui/format";
import { Link } from "react-router";

/** What a bar's colour says; the words beside it say it too. */
export type Tone = "brand" | "success" | "warning" | "danger" | "info" | "neutral";

export interface Bar {
  readonly name: string;
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
  /** The list of what is counted. */
  readonly to: string;
}

/** A count beside each word, drawn as a bar; each line leads to what it counts. */
export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const { number } = useFormat();
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <ul className="muster-bars" aria-label={label}>
      {bars.map(({ name, label: word, count, tone, to }) => (
        <li key={name}>
          <Link to={to} className="muster-bars-line">
            <span>{word}</span>{" "}
            <span className="muster-bar" aria-hidden="true">
              <span
                className={`muster-tone-${tone}`}
                style={{ inlineSize: `${(100 * count) / most}%` }}
              />
            </span>
            <span className="muster-bars-count">{number(count)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
