import { Label, LabelGroup } from "@patternfly/react-core";
import { ActionsColumn, Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { catalogueQuery } from "@shared/rights/queries";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UserOnMailbox } from "./queries";

export interface AccessRow extends Pick<UserOnMailbox, "roles" | "permissions" | "effective"> {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly link: ReactNode;
}

interface Props {
  readonly label: string;
  /** What the rows are: users of a mailbox, or mailboxes of a user. */
  readonly column: string;
  readonly rows: readonly AccessRow[];
  /** Absent where nothing may be changed. */
  readonly onChange?: (row: AccessRow) => void;
}

/** Who holds what on which mailbox, and what follows from it. */
export function AccessTable({ label, column, rows, onChange }: Props) {
  const { t } = useTranslation("shared");
  const entries = (useQuery(catalogueQuery).data?.sections ?? []).flatMap(
    (section) => section.permissions,
  );
  const summary = (name: string) =>
    entries.find(({ permission }) => permission === name)?.summary ?? name;
  return (
    <Table aria-label={label} variant="compact">
      <Thead>
        <Tr>
          <Th>{column}</Th>
          <Th>{t("mailboxes.given")}</Th>
          <Th>{t("mailboxes.effective")}</Th>
          {onChange !== undefined && <Th screenReaderText={t("table.actionsColumn")} />}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td dataLabel={column}>
              {row.link}
              <div>{row.address}</div>
            </Td>
            <Td dataLabel={t("mailboxes.given")}>
              <LabelGroup aria-label={t("mailboxes.given")} numLabels={10}>
                {[
                  ...row.roles.map(({ id, name }) => (
                    <Label key={id} color="blue" isCompact>
                      {name}
                    </Label>
                  )),
                  ...row.permissions.map((name) => (
                    <Label key={name} isCompact>
                      {summary(name)}
                    </Label>
                  )),
                ]}
              </LabelGroup>
            </Td>
            <Td dataLabel={t("mailboxes.effective")}>{row.effective.map(summary).join("; ")}</Td>
            {onChange !== undefined && (
              <Td isActionCell>
                <ActionsColumn
                  aria-label={t("table.rowActions", { name: row.name })}
                  items={[{ title: t("mailboxes.change"), onClick: () => onChange(row) }]}
                />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
