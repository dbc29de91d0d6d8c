import { Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import { Time } from "@shared/ui/Time";
import { useTranslation } from "react-i18next";
import type { DomainAct } from "./DomainActDialog";
import type { CatchAll, Domain } from "./queries";

export type TableAct = DomainAct | "verify" | "catchAll";

interface Props {
  readonly domains: readonly Domain[];
  /** By domain; empty for who may not see them. */
  readonly catchAlls: ReadonlyMap<string, CatchAll>;
  readonly mayManage: boolean;
  readonly mayChooseCatchAll: boolean;
  readonly onAct: (act: TableAct, domain: Domain) => void;
}

const STATUS = { UNVERIFIED: "info", INACTIVE: "custom", ACTIVE: "success" } as const;

/** The acts that its state allows; the first one leads on. */
const ACTS: Record<Domain["state"], readonly TableAct[]> = {
  UNVERIFIED: ["verify", "delete"],
  INACTIVE: ["activate", "verify", "delete"],
  ACTIVE: ["deactivate", "verify", "delete"],
};

export function DomainsTable({ domains, catchAlls, mayManage, mayChooseCatchAll, onAct }: Props) {
  const { t } = useTranslation("domains");
  const actsOn = (domain: Domain): readonly TableAct[] => [
    ...(mayChooseCatchAll && (domain.state !== "UNVERIFIED" || catchAlls.has(domain.id))
      ? (["catchAll"] as const)
      : []),
    ...(mayManage ? ACTS[domain.state] : []),
  ];
  const hasActs = mayManage || mayChooseCatchAll;
  return (
    <Table aria-label={t("title")} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("verifiedAt")}</Th>
          <Th>{t("addedAt")}</Th>
          <Th>{t("lastCheckedAt")}</Th>
          {hasActs && <Th screenReaderText={t("actions")} />}
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
              <Caught of={catchAlls.get(domain.id)?.target} />
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
            {hasActs && (
              <Td isActionCell>
                <ActionsMenu
                  label={t("actionsOf", { name: domain.displayName })}
                  actions={actsOn(domain).map((act) => ({
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

/** Where mail for unknown addresses goes, where it goes anywhere. */
function Caught({ of }: { readonly of: CatchAll["target"] | undefined }) {
  const { t } = useTranslation("domains");
  return (
    of != null && (
      <div>{t(of.inUse ? "catchAll.shown" : "catchAll.closed", { address: of.address })}</div>
    )
  );
}

function Moment({ of }: { readonly of: string | null | undefined }) {
  const { t } = useTranslation("domains");
  return of == null ? t("never") : <Time of={of} isRelative />;
}
