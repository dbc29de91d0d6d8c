import { Content } from "@patternfly/react-core";
import { FormDialog } from "@shared/forms/FormDialog";
import { SelectField } from "@shared/forms/SelectField";
import { useForm } from "@shared/forms/use-form";
import { rolesToGiveQuery } from "@shared/rights/queries";
import { toast } from "@shared/ui/toasts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeRoleOfMany, type RoleAct } from "./acts";
import { JobStarted } from "./JobStarted";
import type { UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";

interface Props {
  readonly organizationId: string;
  readonly act: RoleAct;
  readonly selection: UserSelection;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for the role that many users are to get or to lose, and starts the job. */
export function BulkRoleDialog({ organizationId, act, selection, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const preview = useMeant(organizationId, selection);
  const meant = preview.data;
  const roles = useQuery(rolesToGiveQuery(organizationId, ""));
  const count = meant?.count ?? 0;
  const form = useForm({
    initial: { roleId: "" },
    check: ({ roleId }) => ({ roleId: roleId === "" ? t("roleMissing") : undefined }),
    save: ({ roleId }, { idempotencyKey }) =>
      changeRoleOfMany(organizationId, selection, act, roleId, idempotencyKey),
    onSaved: ({ jobId }) => {
      toast({
        variant: "info",
        title: t("acts.started", { count }),
        body: <JobStarted organizationId={organizationId} jobId={jobId} />,
      });
      onDone();
      onClose();
    },
  });
  if (preview.isError && meant === undefined) {
    return <NotMeant error={preview.error} onClose={onClose} />;
  }
  if (meant === undefined) {
    return null;
  }
  return (
    <FormDialog
      title={t("acts.askMany", { context: act, count })}
      description={t("acts.effect", { context: act })}
      save={t("acts.verb", { context: act })}
      form={form}
      onClose={onClose}
    >
      {meant.samples.length > 0 && <Samples samples={meant.samples} />}
      <SelectField
        name="roleId"
        label={t("role")}
        isRequired
        options={(roles.data?.items ?? [])
          .filter(({ holders }) => holders !== null)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
      {roles.isError && <Content component="p">{roles.error.message}</Content>}
    </FormDialog>
  );
}
