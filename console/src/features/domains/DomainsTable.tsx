import { Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import { Time } from "@shared/ui/Time";
import { useTranslation } from "react-i18next";
import type { DomainAct } from "./DomainActDialog";
import type { Domain } from "./queries";

type Act = DomainAct | "verify";

interface Props {
  readonly domains: readonly Domain[];
  /** Missing for who may only look. */
  readonly onAct: ((act: Act, domain: Domain) => void) | undefined;
}

const STATUS = { UNVERIFIED: "info", INACTIVE: "custom", ACTIVE: "success" } as const;

/** The acts that its state allows; the first one leads on. */
const ACTS: Record<Domain["state"], readonly Act[]> = {
  UNVERIFIED: ["verify", "delete"],
  INACTIVE: ["activate", "verify", "delete"],
  ACTIVE: ["deactivate", "verify", "delete"],
};

export function DomainsTable({ domains, onAct }: Props) {
  const { t } = useTranslation("domains");
  return (
    <Table aria-label={t("title")} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("verifiedAt")}</Th>
          <Th>{t("addedAt")}</Th>
          <Th>{t("lastCheckedAt")}</Th>
          {onAct !== undefined && <Th screenReaderText={t("actions")} />}
        </Tr>
      </Thead>
      <Tbody>
        {domains.map((domain) => (
          <Tr key={domain.id}>
            <Th scope="row" dataLabel={t("name")} modifier="breakWord">
              {domain.displayName}
            </Th>
            <Td dataLabel={t("state")}>
              <State of={domain} />
            </Td>
            <Td dataLabel={t("verifiedAt")}>
              <Moment of={domain.verifiedAt} />
            </Td>
            <Td dataLabel={t("addedAt")}>
              <Time of={domain.addedAt} isRelative />
            </Td>
            <Td dataLabel={t("lastCheckedAt")}>
              <Moment of={domain.lastCheckedAt} />
            </Td>
            {onAct !== undefined && (
              <Td isActionCell>
                <ActionsMenu
                  label={t("actionsOf", { name: domain.displayName })}
                  actions={ACTS[domain.state].map((act) => ({
                    label: t(
                      act === "verify" && domain.state !== "UNVERIFIED"
                        ? "verify.showRecord"
                        : `${act}.verb`,
                    ),
                    isDanger: act === "delete",
                    onSelect: () => onAct(act, domain),
                  }))}
                />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

/** The state, and what needs attention about it. */
function State({ of }: { readonly of: Domain }) {
  const { t } = useTranslation("domains");
  return (
    <>
      <Label status={STATUS[of.state]} isCompact>
        {t(`states.${of.state}`)}
      </Label>
      {of.missed > 0 && (
        <>
          {" "}
          <Label status="warning" isCompact>
            {t("recordMissing")}
          </Label>
        </>
      )}
      {(of.verification === "RUNNING" || of.verification === "EXPIRED") && (
        <div>{t(`verifications.${of.verification}`)}</div>
      )}
    </>
  );
}

function Moment({ of }: { readonly of: string | null | undefined }) {
  const { t } = useTranslation("domains");
  return of == null ? t("never") : <Time of={of} isRelative />;
}
