import {
  Button,
  Content,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { isSame, valueAt } from "./paths";
import type { Conflict, Form, KnownField } from "./use-form";

interface Props<Values> {
  readonly form: Form<Values>;
  readonly conflict: Conflict<Values>;
}

/** Somebody else saved first: shows each field that differs, mine beside theirs, and lets the user decide. */
export function ChangedMeanwhileDialog<Values>({ form, conflict }: Props<Values>) {
  const { t } = useTranslation("shared");
  const titleId = useId();
  const differing = [...form.knownFields].filter(
    ([path]) => !isSame(valueAt(form.values, path), valueAt(conflict.theirs, path)),
  );
  const show = (field: KnownField, value: unknown) =>
    field.show?.(value) ?? shown(value, { yes: t("yes"), no: t("no"), nothing: t("nothing") });
  return (
    <Modal isOpen variant="medium" aria-labelledby={titleId} onClose={form.takeTheirs}>
      <ModalHeader
        title={t("conflict.title")}
        labelId={titleId}
        titleIconVariant="warning"
        description={t("conflict.body")}
      />
      <ModalBody>
        {differing.length === 0 ? (
          <Content component="p">{t("conflict.elsewhere")}</Content>
        ) : (
          <Table variant="compact" aria-label={t("conflict.title")}>
            <Thead>
              <Tr>
                <Th>{t("conflict.field")}</Th>
                <Th>{t("conflict.mine")}</Th>
                <Th>{t("conflict.theirs")}</Th>
              </Tr>
            </Thead>
            <Tbody>
              {differing.map(([path, field]) => (
                <Tr key={path}>
                  <Th scope="row" dataLabel={t("conflict.field")}>
                    {field.label}
                  </Th>
                  <Td dataLabel={t("conflict.mine")}>{show(field, valueAt(form.values, path))}</Td>
                  <Td dataLabel={t("conflict.theirs")}>
                    {show(field, valueAt(conflict.theirs, path))}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </ModalBody>
      <ModalFooter>
        <Button onClick={form.takeTheirs}>{t("conflict.takeTheirs")}</Button>
        <Button variant="secondary" onClick={() => void form.saveMineAnyway()}>
          {t("conflict.saveMine")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function shown(value: unknown, words: { yes: string; no: string; nothing: string }): string {
  if (typeof value === "boolean") {
    return value ? words.yes : words.no;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? words.nothing : value.join(", ");
  }
  return value === undefined || value === null || value === "" ? words.nothing : String(value);
}
