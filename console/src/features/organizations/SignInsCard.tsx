import { ExpandableSection } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { places } from "@shared/routing/places";
import { startOfDay } from "@shared/ui/days";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CountCard } from "./CountCard";
import { SIGN_IN_DAYS, type SignInDay, signInsPerDay } from "./overview-queries";

/** Sign-ins on each of the last days, in the reader's time zone; each day leads to its entries in the log. */
export function SignInsCard({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  const { number, timeZone } = useFormat();
  return (
    <CountCard
      title={t("overview.signIns")}
      counted={useQuery(signInsPerDay(organizationId, timeZone))}
    >
      {({ days }) => {
        const count = days.reduce((sum, { signIns }) => sum + signIns, 0);
        return (
          <>
            <p className="muster-total">
              {t("overview.signInCount", { count, shown: number(count), days: SIGN_IN_DAYS })}
            </p>
            <Columns organizationId={organizationId} days={days} />
            <p className="muster-chart-note">{t("overview.zone", { timeZone })}</p>
            <ExpandableSection toggleText={t("overview.asTable")} isWidthLimited>
              <DayTable organizationId={organizationId} days={days} />
            </ExpandableSection>
          </>
        );
      }}
    </CountCard>
  );
}

interface Props {
  readonly organizationId: string;
  readonly days: readonly SignInDay[];
}

/** For the eye and the mouse alone: keyboard and screen reader have the same in the table below. */
function Columns({ organizationId, days }: Props) {
  const { number } = useFormat();
  const dayName = useDayName();
  const most = Math.max(1, ...days.map(({ signIns }) => signIns));
  const [first] = days;
  const last = days.at(-1);
  return (
    <div className="muster-chart" aria-hidden="true">
      <div className="muster-chart-most">{number(most)}</div>
      <div className="muster-chart-columns">
        {days.map(({ day, signIns }) => (
          <Link
            key={day}
            to={entriesOf(organizationId, day)}
            tabIndex={-1}
            title={`${dayName(day)}: ${number(signIns)}`}
            className="muster-chart-column"
          >
            <span
              className="muster-tone-brand"
              style={{ blockSize: `${(100 * signIns) / most}%` }}
            />
          </Link>
        ))}
      </div>
      <div className="muster-chart-days">
        <span>{first && dayName(first.day)}</span>
        <span>{last && dayName(last.day)}</span>
      </div>
    </div>
  );
}

function DayTable({ organizationId, days }: Props) {
  const { t } = useTranslation("organizations");
  const { number } = useFormat();
  const dayName = useDayName();
  return (
    <Table variant="compact" borders={false} gridBreakPoint="" aria-label={t("overview.signIns")}>
      <Thead>
        <Tr>
          <Th>{t("overview.day")}</Th>
          <Th>{t("overview.signIns")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {days.toReversed().map(({ day, signIns }) => (
          <Tr key={day}>
            <Td>
              <Link to={entriesOf(organizationId, day)}>{dayName(day)}</Link>
            </Td>
            <Td>{number(signIns)}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function useDayName(): (day: string) => string {
  const { date, timeZone } = useFormat();
  return (day) => date(startOfDay(day, timeZone));
}

function entriesOf(organizationId: string, day: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
  return places.audit.to(
    { organizationId },
    { action: "access.signed-in", from: day, until: next.toISOString().slice(0, 10) },
  );
}
