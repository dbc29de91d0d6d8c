import { Alert, Content, Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";
import type { ListCheck } from "./queries";

/** Faults are looked at one by one; past these, one mends the list and checks again. */
const SHOWN = 200;

/** What would become of each address of a list: those that are not invited come first. */
export function CheckedPeople({ checked }: { readonly checked: ListCheck }) {
  const { t } = useTranslation("invitations");
  const free = checked.people.filter(({ verdict }) => verdict === "FREE");
  const others = checked.people.filter(({ verdict }) => verdict !== "FREE");
  const rows = [...others, ...free];
  return (
    <>
      <Alert
        isInline
        isLiveRegion
        variant={others.length === 0 ? "success" : "warning"}
        title={t("many.summary", { free: free.length, others: others.length })}
      >
        {free.length > checked.now && t("many.paced", { now: checked.now })}
      </Alert>
      {rows.length > 0 && (
        <Table aria-label={t("many.checked")} variant="compact" gridBreakPoint="grid-md">
          <Thead>
            <Tr>
              <Th>{t("address")}</Th>
              <Th>{t("name")}</Th>
              <Th>{t("many.verdictLabel")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {rows.slice(0, SHOWN).map((one, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a list may name an address twice
              <Tr key={place}>
                <Td dataLabel={t("address")}>{one.address ?? one.text}</Td>
                <Td dataLabel={t("name")}>{`${one.firstName} ${one.lastName}`.trim()}</Td>
                <Td dataLabel={t("many.verdictLabel")}>
                  <Label isCompact status={one.verdict === "FREE" ? "success" : "warning"}>
                    {t(`many.verdict.${one.verdict}`)}
                  </Label>
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      {rows.length > SHOWN && (
        <Content component="p">{t("many.more", { count: rows.length - SHOWN })}</Content>
      )}
    </>
  );
}
