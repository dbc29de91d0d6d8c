import { Card, CardBody, CardTitle } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { impersonationsQuery } from "./own-queries";

/** The administrators who were in one's account, and why; nothing where nobody was. */
export function ImpersonationsCard() {
  const { t } = useTranslation("access");
  const items = useQuery(impersonationsQuery).data?.items ?? [];
  if (items.length === 0) {
    return null;
  }
  return (
    <Card>
      <CardTitle component="h2">{t("impersonations.title")}</CardTitle>
      <CardBody>
        <Table variant="compact" aria-label={t("impersonations.title")}>
          <Thead>
            <Tr>
              <Th>{t("impersonations.who")}</Th>
              <Th>{t("impersonations.reason")}</Th>
              <Th>{t("impersonations.what")}</Th>
              <Th>{t("impersonations.from")}</Th>
              <Th>{t("impersonations.until")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {items.map((item) => (
              <Tr key={item.id}>
                <Td dataLabel={t("impersonations.who")}>{item.impersonatorName}</Td>
                <Td dataLabel={t("impersonations.reason")} modifier="breakWord">
                  {item.reason}
                </Td>
                <Td dataLabel={t("impersonations.what")}>
                  {t(item.readOnly ? "impersonations.looked" : "impersonations.changed")}
                </Td>
                <Td dataLabel={t("impersonations.from")}>
                  <Time of={item.startedAt} />
                </Td>
                <Td dataLabel={t("impersonations.until")}>
                  <Time of={item.endedAt} none={t("impersonations.now")} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
}
