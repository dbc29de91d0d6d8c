import { Button, Content, Spinner, Stack, StackItem } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useCan } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AccessDialog } from "./AccessDialog";
import { AccessTable } from "./AccessTable";
import { AliasesCard } from "./AliasesCard";
import { ChooseDialog } from "./ChooseDialog";
import { DefaultMailboxCard } from "./DefaultMailboxCard";
import { ForwardingCard } from "./ForwardingCard";
import { NoPersonalMailbox } from "./NoPersonalMailbox";
import { mailboxesOfUserQuery, mailboxesToChooseQuery, type Named } from "./queries";
import { ServicesCard } from "./ServicesCard";
import { UsageCard } from "./UsageCard";

interface Props {
  readonly organizationId: string;
  readonly user: Named;
}

/** "Mailbox" of one user: the mailboxes that he was given access to besides his own. Needs mailboxes:read. */
export function UserMailboxes({ organizationId, user }: Props) {
  const { t } = useTranslation("shared");
  const can = useCan();
  const mayChange = can("mailboxes:assign") || can("mailboxes:revoke");
  const [isChoosing, setChoosing] = useState(false);
  const [changed, change] = useState<Named>();
  const found = useQuery(mailboxesOfUserQuery(organizationId, user.id));
  if (found.isError) {
    return <RowsFailed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.isPending) {
    return <Spinner size="lg" aria-label={t("rights.loading")} />;
  }
  const rows = found.data.items.map((one) => ({
    ...one,
    id: one.mailboxId,
    link: (
      <Link to={places.mailbox.to({ organizationId, mailboxId: one.mailboxId })}>{one.name}</Link>
    ),
  }));
  return (
    <Stack hasGutter>
      <StackItem>
        <NoPersonalMailbox organizationId={organizationId} user={user} />
        <UsageCard organizationId={organizationId} mailboxId={user.id} />
      </StackItem>
      <StackItem>
        <ServicesCard organizationId={organizationId} userId={user.id} />
      </StackItem>
      <StackItem>
        <DefaultMailboxCard organizationId={organizationId} userId={user.id} />
      </StackItem>
      <StackItem>
        <AliasesCard organizationId={organizationId} mailboxId={user.id} />
      </StackItem>
      <StackItem>
        <ForwardingCard organizationId={organizationId} mailboxId={user.id} />
      </StackItem>
      <StackItem>
        <Content component="p">{t("mailboxes.ofUser")}</Content>
      </StackItem>
      {can("mailboxes:assign") && (
        <StackItem>
          <Button variant="secondary" onClick={() => setChoosing(true)}>
            {t("mailboxes.giveMailbox")}
          </Button>
        </StackItem>
      )}
      <StackItem>
        {rows.length === 0 ? (
          <Content component="p">{t("mailboxes.noneOfUser")}</Content>
        ) : (
          <AccessTable
            label={t("mailboxes.title")}
            column={t("mailboxes.mailbox")}
            rows={rows}
            {...(mayChange ? { onChange: change } : {})}
          />
        )}
      </StackItem>
      {isChoosing && (
        <ChooseDialog
          title={t("mailboxes.giveMailbox")}
          search={t("mailboxes.find")}
          queryOf={(text) => mailboxesToChooseQuery(organizationId, text)}
          excluded={[user.id, ...rows.map(({ id }) => id)]}
          onChosen={(mailbox) => {
            setChoosing(false);
            change(mailbox);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
      {changed !== undefined && (
        <AccessDialog
          organizationId={organizationId}
          mailbox={changed}
          user={user}
          onClose={() => change(undefined)}
        />
      )}
    </Stack>
  );
}
