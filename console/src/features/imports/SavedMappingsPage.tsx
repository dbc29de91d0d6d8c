import { EmptyState, EmptyStateBody, Skeleton } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useOrganizationId } from "@shared/session/me";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteMapping, mappingsQuery, type SavedMapping, saveMapping } from "./queries";
import { importsRoute } from "./routes";
import { useMappingsRefresh } from "./use-mappings-refresh";

interface Act {
  readonly kind: "rename" | "delete";
  readonly mapping: SavedMapping;
}

/** The mappings of columns that the organization keeps for files that come again and again. */
export default function SavedMappingsPage() {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const saved = useQuery(mappingsQuery(organizationId));
  const [act, begin] = useState<Act>();
  const close = () => begin(undefined);
  // As it is now: after a refusal the next try is over what somebody else saved.
  const acted = saved.data?.mappings.find(({ id }) => id === act?.mapping.id) ?? act?.mapping;
  return (
    <PageFrame
      title={t("mappings.title")}
      description={t("mappings.description")}
      crumbs={[{ label: t("title"), to: importsRoute.to({ organizationId }) }]}
    >
      {saved.data === undefined ? (
        saved.isError ? (
          <RowsFailed error={saved.error} onRetry={() => void saved.refetch()} />
        ) : (
          <Skeleton screenreaderText={t("loading")} />
        )
      ) : saved.data.mappings.length === 0 ? (
        <EmptyState titleText={t("mappings.none.title")} headingLevel="h2">
          <EmptyStateBody>{t("mappings.none.body")}</EmptyStateBody>
        </EmptyState>
      ) : (
        <Mappings mappings={saved.data.mappings} onAct={begin} />
      )}
      {act?.kind === "rename" && acted && <RenameDialog mapping={acted} onClose={close} />}
      {act?.kind === "delete" && acted && <DeleteDialog mapping={acted} onClose={close} />}
    </PageFrame>
  );
}

interface MappingsProps {
  readonly mappings: readonly SavedMapping[];
  readonly onAct: (act: Act) => void;
}

function Mappings({ mappings, onAct }: MappingsProps) {
  const { t } = useTranslation("imports");
  return (
    <Table aria-label={t("mappings.title")} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("mappings.name")}</Th>
          <Th>{t("mappings.columns")}</Th>
          <Th>{t("columns.by")}</Th>
          <Th>{t("columns.at")}</Th>
          <Th screenReaderText={t("mappings.actions")} />
        </Tr>
      </Thead>
      <Tbody>
        {mappings.map((mapping) => (
          <Tr key={mapping.id}>
            <Th scope="row" dataLabel={t("mappings.name")}>
              {mapping.name}
            </Th>
            <Td dataLabel={t("mappings.columns")} modifier="breakWord">
              {mapping.columns
                .filter(({ field }) => field !== null)
                .map(({ name }) => name)
                .join(", ")}
            </Td>
            <Td dataLabel={t("columns.by")}>{mapping.savedByName}</Td>
            <Td dataLabel={t("columns.at")}>
              <Time of={mapping.savedAt} />
            </Td>
            <Td isActionCell>
              <ActionsMenu
                label={t("mappings.actionsOf", { name: mapping.name })}
                actions={[
                  {
                    label: t("mappings.rename"),
                    onSelect: () => onAct({ kind: "rename", mapping }),
                  },
                  {
                    label: t("mappings.delete"),
                    isDanger: true,
                    onSelect: () => onAct({ kind: "delete", mapping }),
                  },
                ]}
              />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

interface DialogProps {
  readonly mapping: SavedMapping;
  readonly onClose: () => void;
}

function RenameDialog({ mapping, onClose }: DialogProps) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const { refresh, orRefresh } = useMappingsRefresh();
  const form = useForm({
    initial: { name: mapping.name },
    check: ({ name }) => ({ name: name.trim() === "" ? t("mappings.nameMissing") : undefined }),
    save: ({ name }) => {
      const { columns, existing, createUnits, newPasswords } = mapping;
      const body = { name: name.trim(), columns, existing, createUnits, newPasswords };
      return orRefresh(saveMapping(organizationId, mapping, body));
    },
    onSaved: ({ name }) => {
      toast({ variant: "success", title: t("mappings.saved", { name }) });
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("mappings.renameTitle", { name: mapping.name })}
      save={t("mappings.rename")}
      form={form}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("mappings.name")}
        isRequired
        maxLength={100}
        hasFocusAtFirst
      />
    </FormDialog>
  );
}

function DeleteDialog({ mapping, onClose }: DialogProps) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const { refresh, orRefresh } = useMappingsRefresh();
  return (
    <ConfirmDialog
      title={t("mappings.deleteTitle", { name: mapping.name })}
      confirm={t("mappings.delete")}
      isDanger
      onConfirm={async () => {
        await orRefresh(deleteMapping(organizationId, mapping));
        toast({ variant: "success", title: t("mappings.deleted", { name: mapping.name }) });
        await refresh();
      }}
      onClose={onClose}
    >
      {t("mappings.deleteBody")}
    </ConfirmDialog>
  );
}
