import { useCan, useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { LinkButton } from "@shared/ui/LinkButton";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { InvitationStateLabel } from "./InvitationStateLabel";
import {
  type Invitation,
  type InvitationsQuery,
  invitationCountQuery,
  invitationsQuery,
} from "./queries";
import { invitationRoute, inviteManyRoute, newInvitationRoute } from "./routes";
import { useInvitationActs } from "./use-invitation-acts";

const STATES = ["PENDING", "EXPIRED", "ACCEPTED", "DECLINED", "REVOKED", "LEFT"] as const;

/** Who was invited to the organization, and how it was answered. */
export default function InvitationsPage() {
  const { t } = useTranslation("invitations");
  const organizationId = useOrganizationId();
  const can = useCan();
  const table = useInvitationsTable(organizationId);
  const rows = useQuery(invitationsQuery(organizationId, table.query));
  const count = useQuery(invitationCountQuery(organizationId, table.filter)).data?.count;
  const acts = useInvitationActs(organizationId);
  const invite = can("users:invite") && (
    <>
      <LinkButton to={newInvitationRoute.to({ organizationId })}>{t("invite")}</LinkButton>
      <LinkButton variant="secondary" to={inviteManyRoute.to({ organizationId })}>
        {t("many.verb")}
      </LinkButton>
    </>
  );
  return (
    <PageFrame title={t("title")} description={t("about")} actions={invite}>
      <ListTable
        table={table}
        label={t("title")}
        rows={rows}
        count={count}
        rowId={({ id }) => id}
        rowName={({ address }) => address}
        rowActions={acts.of}
        empty={{ title: t("none.title"), body: t("none.body"), actions: invite }}
      />
      {acts.dialog}
    </PageFrame>
  );
}

function useInvitationsTable(organizationId: string) {
  const { t } = useTranslation("invitations");
  return useTable<Invitation, InvitationsQuery>({
    name: "invitations",
    columns: [
      {
        name: "address",
        label: t("address"),
        isRowName: true,
        cell: ({ id, address }) => (
          <Link to={invitationRoute.to({ organizationId, invitationId: id })}>{address}</Link>
        ),
      },
      {
        name: "state",
        label: t("stateLabel"),
        isNarrow: true,
        cell: ({ state, unsent }) => <InvitationStateLabel state={state} unsent={unsent} />,
      },
      {
        name: "name",
        label: t("name"),
        cell: ({ firstName, lastName }) => `${firstName} ${lastName}`.trim(),
      },
      { name: "inviter", label: t("inviter"), cell: ({ inviterName }) => inviterName },
      {
        name: "sentAt",
        label: t("sentAt"),
        isNarrow: true,
        cell: ({ sentAt }) => <Time of={sentAt} />,
      },
      {
        name: "expiresAt",
        label: t("expiresAt"),
        isNarrow: true,
        cell: ({ expiresAt }) => <Time of={expiresAt} />,
      },
    ],
    filters: [
      { kind: "search", name: "search", label: t("search") },
      {
        kind: "choice",
        name: "state",
        label: t("stateLabel"),
        options: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
      },
    ],
  });
}
