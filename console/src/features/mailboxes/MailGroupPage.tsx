import {
  Button,
  Card,
  CardBody,
  CardTitle,
  Spinner,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { useForm } from "@shared/forms/use-form";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { MailGroupFields } from "./MailGroupFields";
import { MailGroupMembersCard } from "./MailGroupMembersCard";
import {
  deleteMailGroup,
  type MailGroup,
  type MailGroupEdit,
  mailGroupQuery,
  readMailGroup,
  saveMailGroup,
} from "./mail-groups";
import { mailGroupsRoute } from "./routes";

/** One mail group: its address, who may write to it, and who gets what is written. */
export default function MailGroupPage() {
  const { t } = useTranslation("mailboxes");
  const organizationId = useOrganizationId();
  const { mailGroupId = "" } = useParams();
  const mayChange = useCan()("mailboxes:delivery");
  const [isDeleting, setDeleting] = useState(false);
  const found = useQuery(mailGroupQuery(organizationId, mailGroupId));
  const crumbs = [{ label: t("groups.title"), to: mailGroupsRoute.to({ organizationId }) }];
  if (found.data === undefined) {
    return (
      <PageFrame title={t("groups.one")} crumbs={crumbs}>
        {found.isError ? (
          <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Spinner aria-label={t("loading")} />
        )}
      </PageFrame>
    );
  }
  const { value: group, etag } = found.data;
  return (
    <PageFrame
      title={group.name}
      description={group.address}
      crumbs={crumbs}
      actions={
        mayChange && (
          <Button variant="secondary" isDanger onClick={() => setDeleting(true)}>
            {t("groups.delete.verb")}
          </Button>
        )
      }
    >
      <Stack hasGutter>
        <StackItem>
          <MailGroupMembersCard organizationId={organizationId} mailGroupId={group.id} />
        </StackItem>
        <StackItem>
          <Card>
            <CardTitle component="h2">{t("settings")}</CardTitle>
            <CardBody>
              <GroupForm
                key={group.version}
                organizationId={organizationId}
                group={group}
                etag={etag}
                isReadOnly={!mayChange}
              />
            </CardBody>
          </Card>
        </StackItem>
      </Stack>
      {isDeleting && (
        <DeleteDialog
          organizationId={organizationId}
          group={group}
          onClose={() => setDeleting(false)}
        />
      )}
    </PageFrame>
  );
}

interface FormProps {
  readonly organizationId: string;
  readonly group: MailGroup;
  readonly etag: string;
  readonly isReadOnly: boolean;
}

function GroupForm({ organizationId, group, etag, isReadOnly }: FormProps) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const form = useForm<MailGroupEdit, MailGroup>({
    initial: valuesOf(group),
    etag,
    check: ({ name, address }) => ({
      name: name.trim() === "" ? t("nameMissing") : undefined,
      address: address.trim() === "" ? t("addressMissing") : undefined,
    }),
    save: (values, context) => saveMailGroup(organizationId, group.id, values, context.etag),
    reload: async () => {
      const now = await readMailGroup(organizationId, group.id);
      return { values: valuesOf(now.value), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("groups.saved") });
      void queries.invalidateQueries({ queryKey: ["mail-groups", organizationId] });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("groups.one")}>
      <MailGroupFields isDisabled={isReadOnly} />
      {!isReadOnly && <SaveBar form={form} />}
    </FormFrame>
  );
}

function valuesOf({ name, address, writers }: MailGroup): MailGroupEdit {
  return { name, address, writers };
}

interface DeleteProps {
  readonly organizationId: string;
  readonly group: MailGroup;
  readonly onClose: () => void;
}

function DeleteDialog({ organizationId, group, onClose }: DeleteProps) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { name, address } = group;
  const act = async () => {
    await deleteMailGroup(organizationId, group.id);
    toast({ variant: "success", title: t("groups.delete.done", { name }) });
    await navigate(mailGroupsRoute.to({ organizationId }));
    await queries.invalidateQueries({ queryKey: ["mail-groups", organizationId] });
  };
  return (
    <ConfirmDialog
      title={t("groups.delete.title", { name })}
      confirm={t("groups.delete.verb")}
      isDanger
      onConfirm={act}
      onClose={onClose}
    >
      {t("groups.delete.body", { address })}
    </ConfirmDialog>
  );
}
