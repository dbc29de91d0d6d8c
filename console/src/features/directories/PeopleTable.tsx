import { Checkbox } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import type { RowSelection } from "@shared/table/use-selection";
import { useTranslation } from "react-i18next";
import type { DirectoryPerson } from "./queries";

interface Props {
  readonly people: readonly DirectoryPerson[];
  readonly selection: RowSelection<unknown>;
}

/** The people of a directory, to choose among; of whom no user can be made, it says why. */
export function PeopleTable({ people, selection }: Props) {
  const { t } = useTranslation("directories");
  const possible = people.filter(({ against }) => against === "").map(({ entryId }) => entryId);
  const chosen = possible.filter(selection.isSelected).length;
  const areAll = chosen > 0 && chosen === possible.length;
  return (
    <>
      <Checkbox
        id="people-all"
        label={t("import.chooseAll")}
        isChecked={areAll}
        isDisabled={possible.length === 0}
        onChange={(_, isChecked) => selection.toggleMany(possible, isChecked)}
      />
      <Table aria-label={t("import.people")} variant="compact" gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            <Th screenReaderText={t("import.choose")} />
            <Th>{t("name")}</Th>
            <Th>{t("attributes.logonName")}</Th>
            <Th>{t("attributes.address")}</Th>
            <Th>{t("import.against")}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {people.map((person) => (
            <Tr key={person.entryId}>
              <Td>
                <Checkbox
                  id={`person-${person.entryId}`}
                  aria-label={t("import.chooseOne", { name: nameOf(person) })}
                  isChecked={selection.isSelected(person.entryId)}
                  isDisabled={person.against !== ""}
                  onChange={(_, isChecked) => selection.toggle(person.entryId, isChecked)}
                />
              </Td>
              <Td dataLabel={t("name")} modifier="breakWord">
                <span title={person.entryName}>{nameOf(person)}</span>
              </Td>
              <Td dataLabel={t("attributes.logonName")} modifier="breakWord">
                {person.logonName || t("test.nothing")}
              </Td>
              <Td dataLabel={t("attributes.address")} modifier="breakWord">
                {person.address || t("test.nothing")}
              </Td>
              <Td dataLabel={t("import.against")}>{person.against || t("test.nothing")}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </>
  );
}

function nameOf({ displayName, entryName }: DirectoryPerson): string {
  return displayName || entryName;
}
