import { Button } from "@patternfly/react-core";
import { ProblemError } from "@shared/api/problem";
import { ProblemText } from "@shared/forms/ProblemText";
import { useCan } from "@shared/session/me";
import { NoRows } from "@shared/table/NoRows";
import { toast } from "@shared/ui/toasts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { mailboxUsageQuery, makePersonalMailbox, type Named } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly user: Named;
}

/** Says that a user has no mailbox of his own, and gives him one. Nothing for a user who has one. */
export function NoPersonalMailbox({ organizationId, user }: Props) {
  const { t } = useTranslation("shared");
  const mayMake = useCan()("mailboxes:manage");
  const queries = useQueryClient();
  const { error } = useQuery(mailboxUsageQuery(organizationId, user.id));
  const making = useMutation({
    mutationFn: () => makePersonalMailbox(organizationId, user.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      toast({ variant: "success", title: t("mailboxes.made", { user: user.name }) });
    },
    onError: (problem) =>
      toast({
        variant: "danger",
        title: t("mailboxes.notMade"),
        body: <ProblemText error={problem} />,
      }),
  });
  if (!(error instanceof ProblemError && error.status === 404)) {
    return null;
  }
  return (
    <NoRows
      way={{
        title: t("mailboxes.noOwn"),
        body: t("mailboxes.noOwnBody"),
        actions: mayMake && (
          <Button isLoading={making.isPending} onClick={() => making.mutate()}>
            {t("mailboxes.make")}
          </Button>
        ),
      }}
    />
  );
}
