import { places } from "@shared/routing/places";
import { useFormat } from "@shared/ui/format";
import { LinkButton } from "@shared/ui/LinkButton";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Tone } from "./Bars";
import { CountCard } from "./CountCard";
import { type RecentImport, recentImports } from "./overview-queries";

const TONES = {
  created: "success",
  updated: "brand",
  deleted: "info",
  unchanged: "neutral",
  skipped: "warning",
  failed: "danger",
} as const satisfies Record<string, Tone>;
const VERDICTS = ["created", "updated", "deleted", "unchanged", "skipped", "failed"] as const;

/** What became of the rows of the latest files; each leads to its rows. */
export function ImportsCard({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  return (
    <CountCard
      title={t("overview.imports")}
      counted={useQuery(recentImports(organizationId))}
      footer={<Link to={places.imports.to({ organizationId })}>{t("overview.allImports")}</Link>}
    >
      {({ items }) =>
        items.length === 0 ? (
          <div className="muster-spaced">
            <p>{t("overview.noImports")}</p>
            <LinkButton variant="secondary" to={places.newImport.to({ organizationId })}>
              {t("overview.import")}
            </LinkButton>
          </div>
        ) : (
          <ul className="muster-bars" aria-label={t("overview.rowsByVerdict")}>
            {items.map((file) => (
              <ImportLine key={file.id} organizationId={organizationId} file={file} />
            ))}
          </ul>
        )
      }
    </CountCard>
  );
}

interface Props {
  readonly organizationId: string;
  readonly file: RecentImport;
}

function ImportLine({ organizationId, file }: Props) {
  const { t } = useTranslation("organizations");
  const { number } = useFormat();
  const { counts } = file.run ?? file.check ?? {};
  const parts = VERDICTS.map((verdict) => ({ verdict, rows: counts?.[verdict] ?? 0 })).filter(
    ({ rows }) => rows > 0,
  );
  return (
    <li className="muster-import-line">
      <div className="muster-import-name">
        <Link to={places.import.to({ organizationId, importId: file.id })}>{file.fileName}</Link>
        <Time of={file.createdAt} />
      </div>
      <div className="muster-bar" aria-hidden="true">
        {parts.map(({ verdict, rows }) => (
          <span
            key={verdict}
            className={`muster-tone-${TONES[verdict]}`}
            style={{ inlineSize: `${(100 * rows) / Math.max(1, file.rows)}%` }}
          />
        ))}
      </div>
      <ul className="muster-verdicts">
        {parts.map(({ verdict, rows }) => (
          <li key={verdict}>
            <span className={`muster-swatch muster-tone-${TONES[verdict]}`} aria-hidden="true" />
            {file.run === null
              ? t(`overview.would.${verdict}`, { rows: number(rows) })
              : t(`overview.rows.${verdict}`, { rows: number(rows) })}
          </li>
        ))}
        {parts.length === 0 && <li>{t("overview.unchecked", { count: file.rows })}</li>}
      </ul>
    </li>
  );
}
