import {
  ActionList,
  ActionListGroup,
  ActionListItem,
  Button,
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Label,
  List,
  ListItem,
  Spinner,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { AliasesCard } from "@shared/mailboxes/AliasesCard";
import { ForwardingCard } from "@shared/mailboxes/ForwardingCard";
import { UsageCard } from "@shared/mailboxes/UsageCard";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { useFormat } from "@shared/ui/format";
import { useOctets } from "@shared/ui/octets";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { DeleteMailboxDialog } from "./DeleteMailboxDialog";
import { MailboxAccessCard } from "./MailboxAccessCard";
import { MailboxForm } from "./MailboxForm";
import { archiveMailbox, type Mailbox, mailboxQuery } from "./queries";
import { mailboxesRoute, mailboxGroupRoute } from "./routes";

/** One mailbox: what it is, what is in it, and who has access. */
export default function MailboxPage() {
  const { t } = useTranslation("mailboxes");
  const organizationId = useOrganizationId();
  const { mailboxId = "" } = useParams();
  const can = useCan();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<"archive" | "delete">();
  const found = useQuery(mailboxQuery(organizationId, mailboxId));
  const back = mailboxesRoute.to({ organizationId });
  const crumbs = [{ label: t("title"), to: back }];
  if (found.data === undefined) {
    return (
      <PageFrame title={t("one")} crumbs={crumbs}>
        {found.isError ? (
          <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Spinner aria-label={t("loading")} />
        )}
      </PageFrame>
    );
  }
  const { value: mailbox, etag } = found.data;
  const isShared = mailbox.kind === "SHARED";
  return (
    <PageFrame
      title={mailbox.name}
      description={mailbox.address}
      crumbs={crumbs}
      badges={<Badges mailbox={mailbox} />}
      actions={
        isShared && (
          <ActionList>
            <ActionListGroup>
              {can("mailboxes:archive") && (
                <ActionListItem>
                  <Button variant="secondary" onClick={() => setDialog("archive")}>
                    {t(mailbox.archivedAt === null ? "archive.verb" : "unarchive.verb")}
                  </Button>
                </ActionListItem>
              )}
              {can("mailboxes:delete") && (
                <ActionListItem>
                  <Button variant="secondary" isDanger onClick={() => setDialog("delete")}>
                    {t("delete.verb")}
                  </Button>
                </ActionListItem>
              )}
            </ActionListGroup>
          </ActionList>
        )
      }
    >
      <Stack hasGutter>
        <StackItem>
          <Card>
            <CardTitle component="h2">{t("facts")}</CardTitle>
            <CardBody>
              <Facts mailbox={mailbox} />
            </CardBody>
          </Card>
        </StackItem>
        {isShared && (
          <StackItem>
            <Card>
              <CardTitle component="h2">{t("settings")}</CardTitle>
              <CardBody>
                <MailboxForm
                  key={mailbox.version}
                  organizationId={organizationId}
                  mailbox={mailbox}
                  etag={etag}
                  isReadOnly={!can("mailboxes:manage")}
                />
              </CardBody>
            </Card>
          </StackItem>
        )}
        <StackItem>
          <UsageCard organizationId={organizationId} mailboxId={mailbox.id} />
        </StackItem>
        <StackItem>
          <AliasesCard organizationId={organizationId} mailboxId={mailbox.id} />
        </StackItem>
        <StackItem>
          <ForwardingCard organizationId={organizationId} mailboxId={mailbox.id} />
        </StackItem>
        <StackItem>
          <MailboxAccessCard organizationId={organizationId} mailbox={mailbox} />
        </StackItem>
      </Stack>
      {dialog === "archive" && (
        <ArchiveDialog
          organizationId={organizationId}
          mailbox={mailbox}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === "delete" && (
        <DeleteMailboxDialog
          organizationId={organizationId}
          mailbox={mailbox}
          onDeleted={() => void navigate(back)}
          onClose={() => setDialog(undefined)}
        />
      )}
    </PageFrame>
  );
}

interface DialogProps {
  readonly organizationId: string;
  readonly mailbox: Mailbox;
  readonly onClose: () => void;
}

function ArchiveDialog({ organizationId, mailbox, onClose }: DialogProps) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const verb = mailbox.archivedAt === null ? "archive" : "unarchive";
  const act = async () => {
    await archiveMailbox(organizationId, mailbox.id, verb === "archive");
    toast({ variant: "success", title: t("saved") });
    await queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
  };
  return (
    <ConfirmDialog
      title={t(verb === "archive" ? "archive.title" : "unarchive.title", { name: mailbox.name })}
      confirm={t(verb === "archive" ? "archive.verb" : "unarchive.verb")}
      onConfirm={act}
      onClose={onClose}
    >
      {t(verb === "archive" ? "archive.body" : "unarchive.body")}
    </ConfirmDialog>
  );
}

function Badges({ mailbox }: { readonly mailbox: Mailbox }) {
  const { t } = useTranslation("mailboxes");
  return (
    <>
      <Label isCompact>{t(`kind.${mailbox.kind}`)}</Label>
      {mailbox.archivedAt !== null && (
        <Label isCompact status="warning">
          {t("archived")}
        </Label>
      )}
    </>
  );
}

function Facts({ mailbox }: { readonly mailbox: Mailbox }) {
  const { t } = useTranslation("mailboxes");
  const organizationId = useOrganizationId();
  const seesGroups = useCan()("mailbox-groups:read");
  const { number } = useFormat();
  const octets = useOctets();
  const facts = [
    { term: t("folders"), text: number(mailbox.folders) },
    { term: t("messages"), text: number(mailbox.messages) },
    { term: t("size"), text: octets(mailbox.octets) },
    { term: t("createdAt"), text: <Time of={mailbox.createdAt} /> },
    { term: t("archivedAt"), text: <Time of={mailbox.archivedAt} none={t("notArchived")} /> },
    ...(seesGroups
      ? [
          {
            term: t("sets.label"),
            text:
              mailbox.groups.length === 0 ? (
                t("sets.noLabel")
              ) : (
                <List isPlain>
                  {mailbox.groups.map(({ id, name }) => (
                    <ListItem key={id}>
                      <Link to={mailboxGroupRoute.to({ organizationId, mailboxGroupId: id })}>
                        {name}
                      </Link>
                    </ListItem>
                  ))}
                </List>
              ),
          },
        ]
      : []),
  ];
  return (
    <DescriptionList isHorizontal aria-label={t("facts")}>
      {facts.map(({ term, text }) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{text}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}
