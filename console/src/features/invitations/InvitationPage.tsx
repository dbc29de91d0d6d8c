import { Alert, Spinner } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { useForm } from "@shared/forms/use-form";
import { rolesToGiveQuery } from "@shared/rights/queries";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { InvitationStateLabel } from "./InvitationStateLabel";
import { PromiseFields } from "./PromiseFields";
import { type PromiseValues, requestOf, valuesOf } from "./promise";
import { changeInvitation, type Invitation, invitationQuery, readInvitation } from "./queries";
import { invitationsRoute } from "./routes";
import { useInvitationActs } from "./use-invitation-acts";

/** One invitation: how it stands, and what it promises, to be changed until it is answered. */
export default function InvitationPage() {
  const { t } = useTranslation("invitations");
  const organizationId = useOrganizationId();
  const { invitationId = "" } = useParams();
  const can = useCan();
  const found = useQuery(invitationQuery(organizationId, invitationId));
  const roles = useQuery({
    ...rolesToGiveQuery(organizationId, ""),
    enabled: can("roles:read"),
  });
  const acts = useInvitationActs(organizationId);
  const crumbs = [{ label: t("title"), to: invitationsRoute.to({ organizationId }) }];
  if (found.data === undefined || (roles.isPending && can("roles:read"))) {
    return (
      <PageFrame title={t("one")} crumbs={crumbs}>
        {found.isError ? (
          <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Spinner size="lg" aria-label={t("loading")} />
        )}
      </PageFrame>
    );
  }
  const { value: invitation, etag } = found.data;
  const actions = acts.of(invitation);
  return (
    <PageFrame
      title={invitation.address}
      crumbs={crumbs}
      badges={<InvitationStateLabel state={invitation.state} unsent={invitation.unsent} />}
      description={t("by", { name: invitation.inviterName })}
      actions={
        actions.length > 0 && (
          <ActionsMenu label={t("actionsFor", { name: invitation.address })} actions={actions} />
        )
      }
    >
      <div>
        {t("sentAt")} <Time of={invitation.sentAt} />, {t("expiresAt")}{" "}
        <Time of={invitation.expiresAt} />
      </div>
      {invitation.unsent && (
        <Alert isInline variant="danger" title={t("unsent")}>
          {t("unsentBody")}
        </Alert>
      )}
      {!isOpen(invitation) && <Alert isInline variant="info" title={t("over")} />}
      <PromiseForm
        key={invitation.id}
        organizationId={organizationId}
        invitation={invitation}
        etag={etag}
        names={new Map((roles.data?.items ?? []).map(({ id, name }) => [id, name]))}
      />
      {acts.dialog}
    </PageFrame>
  );
}

function isOpen({ state }: Invitation): boolean {
  return state === "PENDING" || state === "EXPIRED";
}

interface FormProps {
  readonly organizationId: string;
  readonly invitation: Invitation;
  readonly etag: string;
  readonly names: ReadonlyMap<string, string>;
}

function PromiseForm({ organizationId, invitation, etag, names }: FormProps) {
  const { t } = useTranslation("invitations");
  const can = useCan();
  const queries = useQueryClient();
  const isReadOnly = !isOpen(invitation) || !can("users:invite");
  const form = useForm<PromiseValues, Invitation>({
    initial: valuesOf(invitation, names),
    etag,
    save: (values, context) =>
      changeInvitation(organizationId, invitation.id, requestOf(values), context.etag),
    reload: async () => {
      const now = await readInvitation(organizationId, invitation.id);
      return { values: valuesOf(now.value, names), etag: now.etag };
    },
    onSaved: async () => {
      toast({ variant: "success", title: t("changed", { address: invitation.address }) });
      await queries.invalidateQueries({ queryKey: ["invitations", organizationId] });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("promise.title")}>
      <PromiseFields organizationId={organizationId} isReadOnly={isReadOnly} />
      {!isReadOnly && <SaveBar form={form} />}
    </FormFrame>
  );
}
