import { Alert, Button, Content, Flex, Spinner, Stack, StackItem } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ProblemError } from "@shared/api/problem";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { ProblemText } from "@shared/forms/ProblemText";
import { places } from "@shared/routing/places";
import { RowsFailed } from "@shared/table/NoRows";
import { ActionCard } from "@shared/ui/ActionCard";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import {
  acceptInvitation,
  declineInvitation,
  leaveOrganization,
  type OwnInvitation,
  ownInvitationsQuery,
  proveAddress,
} from "./queries";

type Act = "accept" | "decline" | "leave";

interface Asked {
  readonly act: Act;
  readonly invitation: OwnInvitation;
}

/** What one was invited to: to be accepted or declined, and to be left again. */
export default function OwnInvitationsPage() {
  const { t } = useTranslation("invitations");
  const { isProving, problem: proof } = useProof();
  // Asked for beside the proof, the list could come from before it.
  const mine = useQuery({ ...ownInvitationsQuery, enabled: !isProving });
  const [asked, ask] = useState<Asked>();
  return (
    <PageFrame title={t("mine.title")} description={t("mine.body")}>
      {mine.isError && <RowsFailed error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.isPending && <Spinner size="lg" aria-label={t("loading")} />}
      {mine.data !== undefined && (
        <Stack hasGutter>
          {proof !== undefined && (isForAnother(proof) || !mine.data.addressProven) && (
            <StackItem>
              <Alert isInline variant="warning" title={t("mine.badLink")}>
                <ProblemText error={proof} />
              </Alert>
            </StackItem>
          )}
          {!mine.data.addressTrusted && (
            <StackItem>
              <Alert isInline variant="info" title={t("mine.untrusted")}>
                <p>{t("mine.untrustedBody")}</p>
              </Alert>
            </StackItem>
          )}
          {mine.data.addressTrusted && !mine.data.addressProven && (
            <StackItem>
              <Alert isInline variant="info" title={t("mine.unproven")}>
                <p>{t("mine.unprovenBody")}</p>
                <Link to={places.account.to()}>{t("mine.toProof")}</Link>
              </Alert>
            </StackItem>
          )}
          <StackItem>
            <ActionCard title={t("mine.pending")} action={undefined}>
              <Rows
                label={t("mine.pending")}
                none={t("mine.nonePending")}
                invitations={mine.data.pending}
                acts={["accept", "decline"]}
                onAct={ask}
              />
            </ActionCard>
          </StackItem>
          <StackItem>
            <ActionCard title={t("mine.accepted")} action={undefined}>
              <Rows
                label={t("mine.accepted")}
                none={t("mine.noneAccepted")}
                invitations={mine.data.accepted}
                acts={["leave"]}
                onAct={ask}
              />
            </ActionCard>
          </StackItem>
        </Stack>
      )}
      {asked !== undefined && <ActDialog {...asked} onClose={() => ask(undefined)} />}
    </PageFrame>
  );
}

function isForAnother(problem: Error): boolean {
  return problem instanceof ProblemError && problem.is("invitations:for-another-address");
}

/** The link of the mail proves the address; what stands against it. */
function useProof(): { isProving: boolean; problem: Error | undefined } {
  const [search, setSearch] = useSearchParams();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Error>();
  const token = search.get("token");
  useEffect(() => {
    if (token === null) {
      return;
    }
    proveAddress(token)
      .catch((error: unknown) => setProblem(error as Error))
      .finally(() => {
        void queries.invalidateQueries({ queryKey: ["own-invitations"] });
        setSearch({}, { replace: true });
      });
  }, [token, setSearch, queries]);
  return { isProving: token !== null, problem };
}

interface RowsProps {
  readonly label: string;
  readonly none: string;
  readonly invitations: readonly OwnInvitation[];
  readonly acts: readonly Act[];
  readonly onAct: (asked: Asked) => void;
}

function Rows({ label, none, invitations, acts, onAct }: RowsProps) {
  const { t } = useTranslation("invitations");
  if (invitations.length === 0) {
    return <Content component="p">{none}</Content>;
  }
  return (
    <Table aria-label={label} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("mine.organization")}</Th>
          <Th>{t("inviter")}</Th>
          <Th>{t("promise.mailboxes")}</Th>
          <Th>{t("mine.until")}</Th>
          <Th screenReaderText={t("mine.actions")} />
        </Tr>
      </Thead>
      <Tbody>
        {invitations.map((invitation) => (
          <Tr key={invitation.id}>
            <Th scope="row" dataLabel={t("mine.organization")}>
              {invitation.organizationName}
            </Th>
            <Td dataLabel={t("inviter")}>{invitation.invitedBy}</Td>
            <Td dataLabel={t("promise.mailboxes")}>
              {invitation.mailboxes.map(({ name }) => name).join(", ")}
            </Td>
            <Td dataLabel={t("mine.until")}>
              <Time of={invitation.acceptedAt ?? invitation.expiresAt} />
            </Td>
            <Td>
              <Flex gap={{ default: "gapSm" }}>
                {acts.map((act) => (
                  <Button
                    key={act}
                    size="sm"
                    variant={act === "accept" ? "primary" : "secondary"}
                    aria-label={t(`mine.${act}Of`, { organization: invitation.organizationName })}
                    onClick={() => onAct({ act, invitation })}
                  >
                    {t(`mine.${act}`)}
                  </Button>
                ))}
              </Flex>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function ActDialog({ act, invitation, onClose }: Asked & { readonly onClose: () => void }) {
  const { t } = useTranslation("invitations");
  const queries = useQueryClient();
  const organization = invitation.organizationName;
  const perform = async () => {
    if (act === "accept") {
      const { missing } = await acceptInvitation(invitation.id);
      toast({ variant: "success", title: t("mine.acceptDone", { organization }) });
      if (missing.length > 0) {
        const names = missing.map(({ name }) => name).join(", ");
        toast({ variant: "warning", title: t("mine.missing", { names }) });
      }
    } else {
      await (act === "decline"
        ? declineInvitation(invitation.id)
        : leaveOrganization(invitation.id));
      toast({ variant: "success", title: t(`mine.${act}Done`, { organization }) });
    }
    await queries.invalidateQueries({ queryKey: ["own-invitations"] });
    await queries.invalidateQueries({ queryKey: ["me"] });
  };
  return (
    <ConfirmDialog
      title={t(`mine.${act}Of`, { organization })}
      confirm={t(`mine.${act}`)}
      isDanger={act === "leave"}
      onConfirm={perform}
      onClose={onClose}
    >
      {t(`mine.${act}Body`)}
    </ConfirmDialog>
  );
}
