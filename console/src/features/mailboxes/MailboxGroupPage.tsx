import {
  ActionList,
  ActionListGroup,
  ActionListItem,
  Button,
  Spinner,
} from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { MailboxesOfGroup } from "./MailboxesOfGroup";
import { MailboxGroupDialog } from "./MailboxGroupDialog";
import { deleteMailboxGroup, type MailboxGroup, mailboxGroupQuery } from "./mailbox-groups";
import { mailboxGroupsRoute } from "./routes";

/** One group of mailboxes: its name, and which are in it. */
export default function MailboxGroupPage() {
  const { t } = useTranslation("mailboxes");
  const organizationId = useOrganizationId();
  const { mailboxGroupId = "" } = useParams();
  const can = useCan();
  const [dialog, setDialog] = useState<"rename" | "delete">();
  const found = useQuery(mailboxGroupQuery(organizationId, mailboxGroupId));
  const crumbs = [{ label: t("sets.title"), to: mailboxGroupsRoute.to({ organizationId }) }];
  if (found.data === undefined) {
    return (
      <PageFrame title={t("sets.one")} crumbs={crumbs}>
        {found.isError ? (
          <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Spinner aria-label={t("loading")} />
        )}
      </PageFrame>
    );
  }
  const group = found.data.value;
  return (
    <PageFrame
      title={group.name}
      description={t("sets.about")}
      crumbs={crumbs}
      actions={
        can("mailbox-groups:manage") && (
          <ActionList>
            <ActionListGroup>
              <ActionListItem>
                <Button variant="secondary" onClick={() => setDialog("rename")}>
                  {t("sets.rename")}
                </Button>
              </ActionListItem>
              <ActionListItem>
                <Button variant="secondary" isDanger onClick={() => setDialog("delete")}>
                  {t("sets.delete.verb")}
                </Button>
              </ActionListItem>
            </ActionListGroup>
          </ActionList>
        )
      }
    >
      <MailboxesOfGroup organizationId={organizationId} group={group} />
      {dialog === "rename" && (
        <MailboxGroupDialog
          organizationId={organizationId}
          group={found.data}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === "delete" && (
        <DeleteDialog
          organizationId={organizationId}
          group={group}
          onClose={() => setDialog(undefined)}
        />
      )}
    </PageFrame>
  );
}

interface DeleteProps {
  readonly organizationId: string;
  readonly group: MailboxGroup;
  readonly onClose: () => void;
}

function DeleteDialog({ organizationId, group, onClose }: DeleteProps) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { name } = group;
  const act = async () => {
    await deleteMailboxGroup(organizationId, group.id);
    toast({ variant: "success", title: t("sets.delete.done", { name }) });
    await navigate(mailboxGroupsRoute.to({ organizationId }));
    await queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
  };
  return (
    <ConfirmDialog
      title={t("sets.delete.title", { name })}
      confirm={t("sets.delete.verb")}
      isDanger
      onConfirm={act}
      onClose={onClose}
    >
      {t("sets.delete.body")}
    </ConfirmDialog>
  );
}
