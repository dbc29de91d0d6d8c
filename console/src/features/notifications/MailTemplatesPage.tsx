import { Button, EmptyState, EmptyStateBody, Skeleton } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useOrganizationId } from "@shared/session/me";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MailTemplateDialog } from "./MailTemplateDialog";
import { deleteTemplate, type MailTemplate, templatesKey, templatesQuery } from "./mail-templates";

type Act =
  | { readonly kind: "create" }
  | { readonly kind: "edit" | "delete"; readonly template: MailTemplate };

/** The mails that the organization keeps to send them to its users. */
export default function MailTemplatesPage() {
  const { t } = useTranslation("notifications");
  const organizationId = useOrganizationId();
  const kept = useQuery(templatesQuery(organizationId));
  const [act, begin] = useState<Act>();
  const close = () => begin(undefined);
  const create = <Button onClick={() => begin({ kind: "create" })}>{t("templates.create")}</Button>;
  return (
    <PageFrame
      title={t("templates.title")}
      description={t("templates.description")}
      actions={create}
    >
      {kept.data === undefined ? (
        kept.isError ? (
          <RowsFailed error={kept.error} onRetry={() => void kept.refetch()} />
        ) : (
          <Skeleton screenreaderText={t("templates.loading")} />
        )
      ) : kept.data.templates.length === 0 ? (
        <EmptyState titleText={t("templates.none.title")} headingLevel="h2">
          <EmptyStateBody>{t("templates.none.body")}</EmptyStateBody>
        </EmptyState>
      ) : (
        <Templates templates={kept.data.templates} onAct={begin} />
      )}
      {kept.data !== undefined && (act?.kind === "create" || act?.kind === "edit") && (
        <MailTemplateDialog
          organizationId={organizationId}
          template={act.kind === "edit" ? act.template : undefined}
          placeholders={kept.data.placeholders}
          onClose={close}
        />
      )}
      {act?.kind === "delete" && <DeleteDialog template={act.template} onClose={close} />}
    </PageFrame>
  );
}

interface TemplatesProps {
  readonly templates: readonly MailTemplate[];
  readonly onAct: (act: Act) => void;
}

function Templates({ templates, onAct }: TemplatesProps) {
  const { t } = useTranslation("notifications");
  return (
    <Table aria-label={t("templates.title")} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("templates.name")}</Th>
          <Th>{t("templates.subject")}</Th>
          <Th>{t("templates.changedBy")}</Th>
          <Th>{t("templates.changedAt")}</Th>
          <Th screenReaderText={t("templates.actions")} />
        </Tr>
      </Thead>
      <Tbody>
        {templates.map((template) => (
          <Tr key={template.id}>
            <Th scope="row" dataLabel={t("templates.name")}>
              {template.name}
            </Th>
            <Td dataLabel={t("templates.subject")} modifier="breakWord">
              {template.subject}
            </Td>
            <Td dataLabel={t("templates.changedBy")}>{template.changedByName}</Td>
            <Td dataLabel={t("templates.changedAt")}>
              <Time of={template.changedAt} />
            </Td>
            <Td isActionCell>
              <ActionsMenu
                label={t("templates.actionsOf", { name: template.name })}
                actions={[
                  {
                    label: t("templates.edit"),
                    onSelect: () => onAct({ kind: "edit", template }),
                  },
                  {
                    label: t("templates.delete"),
                    isDanger: true,
                    onSelect: () => onAct({ kind: "delete", template }),
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

interface DeleteProps {
  readonly template: MailTemplate;
  readonly onClose: () => void;
}

function DeleteDialog({ template, onClose }: DeleteProps) {
  const { t } = useTranslation("notifications");
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title={t("templates.deleteTitle", { name: template.name })}
      confirm={t("templates.delete")}
      isDanger
      onConfirm={async () => {
        await deleteTemplate(organizationId, template);
        toast({ variant: "success", title: t("templates.deleted", { name: template.name }) });
        await queries.invalidateQueries({ queryKey: templatesKey(organizationId) });
      }}
      onClose={onClose}
    >
      {t("templates.deleteBody")}
    </ConfirmDialog>
  );
}
