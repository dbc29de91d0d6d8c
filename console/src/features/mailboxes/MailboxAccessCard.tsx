import { Content, Spinner } from "@patternfly/react-core";
import { AccessDialog } from "@shared/mailboxes/AccessDialog";
import { AccessTable } from "@shared/mailboxes/AccessTable";
import { ChooseDialog } from "@shared/mailboxes/ChooseDialog";
import { mailboxAccessQuery, type Named, usersToChooseQuery } from "@shared/mailboxes/queries";
import { places } from "@shared/routing/places";
import { useCan } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { ActionCard } from "@shared/ui/ActionCard";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Mailbox } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly mailbox: Mailbox;
}

/** Who was given what on the mailbox. */
export function MailboxAccessCard({ organizationId, mailbox }: Props) {
  const { t } = useTranslation("mailboxes");
  const can = useCan();
  const [isChoosing, setChoosing] = useState(false);
  const [changed, change] = useState<Named>();
  const access = useQuery(mailboxAccessQuery(organizationId, mailbox.id));
  const mayGive = can("mailboxes:assign") && can("users:read");
  const mayChange = can("mailboxes:assign") || can("mailboxes:revoke");
  const rows = (access.data?.value.items ?? []).map((one) => ({
    ...one,
    id: one.userId,
    link: can("users:read") ? (
      <Link to={places.user.to({ organizationId, userId: one.userId })}>{one.name}</Link>
    ) : (
      one.name
    ),
  }));
  return (
    <ActionCard
      title={t("access")}
      action={mayGive ? { label: t("give"), onAct: () => setChoosing(true) } : undefined}
      dialogs={
        <>
          {isChoosing && (
            <ChooseDialog
              title={t("give")}
              search={t("findUser")}
              queryOf={(text) => usersToChooseQuery(organizationId, text)}
              excluded={[mailbox.id, ...rows.map(({ id }) => id)]}
              onChosen={(user) => {
                setChoosing(false);
                change(user);
              }}
              onClose={() => setChoosing(false)}
            />
          )}
          {changed !== undefined && (
            <AccessDialog
              organizationId={organizationId}
              mailbox={mailbox}
              user={changed}
              onClose={() => change(undefined)}
            />
          )}
        </>
      }
    >
      <Content component="p">
        {t(mailbox.kind === "PERSONAL" ? "accessToPersonal" : "accessToShared")}
      </Content>
      {access.isError && <RowsFailed error={access.error} onRetry={() => void access.refetch()} />}
      {access.isPending && <Spinner aria-label={t("loading")} />}
      {access.isSuccess && rows.length === 0 && <Content component="p">{t("nobodyElse")}</Content>}
      {rows.length > 0 && (
        <AccessTable
          label={t("access")}
          column={t("user")}
          rows={rows}
          {...(mayChange ? { onChange: change } : {})}
        />
      )}
    </ActionCard>
  );
}
