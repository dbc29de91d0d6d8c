import {
  Alert,
  Content,
  FormSelect,
  FormSelectOption,
  Skeleton,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import type { Versioned } from "@shared/api/client";
import { useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { MappingBar } from "./MappingBar";
import { mapped, namesSomebody } from "./mapping";
import {
  type FirstRow,
  fieldsQuery,
  firstRowsQuery,
  type ImportField,
  type UserImport,
} from "./queries";

interface StepProps extends Omit<Props, "file"> {
  readonly file: Versioned<UserImport>;
  /** A saved mapping was taken over: the file as it is now. */
  readonly onUsed: (file: Versioned<UserImport>) => void;
}

interface Props {
  readonly file: UserImport;
  /** The setting that each column fills; null where it fills none. */
  readonly fields: readonly (string | null)[];
  readonly onMap: (fields: readonly (string | null)[]) => void;
}

/** The columns with the first rows beside them, and what each fills. */
export function ColumnsStep({ file: versioned, fields, onMap, onUsed }: StepProps) {
  const { value: file } = versioned;
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const rows = useQuery(firstRowsQuery(organizationId, file.id));
  const known = useQuery(fieldsQuery(organizationId));
  if (rows.data === undefined || known.data === undefined) {
    const failed = rows.isError ? rows : known;
    return failed.isError ? (
      <RowsFailed error={failed.error} onRetry={() => void failed.refetch()} />
    ) : (
      <Skeleton screenreaderText={t("loading")} />
    );
  }
  const filled = fields.filter((field) => field !== null).length;
  return (
    <Stack hasGutter>
      <StackItem>
        <Facts file={file} />
      </StackItem>
      <StackItem>
        <MappingBar
          file={versioned}
          fields={fields}
          canSave={namesSomebody(fields)}
          onUsed={onUsed}
        />
      </StackItem>
      <StackItem>
        <div role="status">
          {namesSomebody(fields) ? (
            <Content component="p">
              {t("columns.filled", { count: fields.length, filled: String(filled) })}
            </Content>
          ) : (
            <Alert variant="warning" isInline component="p" title={t("columns.nobody")} />
          )}
        </div>
      </StackItem>
      <StackItem>
        <Columns
          file={file}
          fields={fields}
          rows={rows.data.rows}
          known={known.data.fields}
          onMap={onMap}
        />
      </StackItem>
    </Stack>
  );
}

function Facts({ file }: { file: UserImport }) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const facts = { name: file.fileName, count: file.rows, rows: number(file.rows) };
  return (
    <>
      <Content component="p">
        {file.format === "JSON"
          ? t("file.jsonFacts", facts)
          : t("file.facts", {
              ...facts,
              encoding: t(`encoding.${file.encoding}`),
              delimiter: t(`delimiter.${file.delimiter}`),
            })}
      </Content>
      {file.system !== null && (
        <Content component="p">
          {t("file.recognised", { system: t(`system.${file.system}`) })}
        </Content>
      )}
    </>
  );
}

interface ColumnsProps extends Props {
  readonly rows: readonly FirstRow[];
  readonly known: readonly ImportField[];
}

function Columns({ file, fields, rows, known, onMap }: ColumnsProps) {
  const { t } = useTranslation("imports");
  return (
    <Table aria-label={t("step.columns")} variant="compact" gridBreakPoint="grid-lg">
      <Thead>
        <Tr>
          <Th width={20}>{t("columns.column")}</Th>
          {rows.map(({ line }, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: users of a JSON file may begin in the same line
            <Th key={row}>{t("columns.line", { line: String(line) })}</Th>
          ))}
          <Th width={30}>{t("columns.setting")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {file.columns.map(({ name, informative }, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name; their place is what they are
          <Tr key={column}>
            <Th scope="row" dataLabel={t("columns.column")} modifier="breakWord">
              {name}
            </Th>
            {rows.map(({ line, cells }, row) => (
              <Td
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                key={row}
                dataLabel={t("columns.line", { line: String(line) })}
                modifier="truncate"
              >
                {cells[column] ?? ""}
              </Td>
            ))}
            <Td dataLabel={t("columns.setting")}>
              <FormSelect
                aria-label={t("columns.settingOf", { column: name })}
                value={fields[column] ?? ""}
                onChange={(_, field) => onMap(mapped(fields, column, field === "" ? null : field))}
              >
                <FormSelectOption
                  value=""
                  label={informative ? t("columns.tells") : t("columns.none")}
                />
                {known.map(({ key, header }) => (
                  <FormSelectOption key={key} value={key} label={header} />
                ))}
              </FormSelect>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
