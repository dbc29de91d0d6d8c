import { Alert, Content } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { FormDialog } from "@shared/forms/FormDialog";
import { RadioField } from "@shared/forms/RadioField";
import { useForm } from "@shared/forms/use-form";
import { useCan } from "@shared/session/me";
import type { Forest } from "@shared/tree/forest";
import { toast } from "@shared/ui/toasts";
import type { Unit } from "@shared/units/queries";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Below, deleteUnit, etagOf } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly forest: Forest<Unit>;
  readonly unit: Unit;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

interface Values {
  readonly below: "LIFT" | "DELETE";
  readonly moveUsers: boolean;
}

/** Says what the unit still holds and asks where it goes. */
export function DeleteUnitDialog({ organizationId, forest, unit, onDeleted, onClose }: Props) {
  const { t } = useTranslation("organizations");
  const queries = useQueryClient();
  const mayMove = useCan()("users:edit");
  const below = [...forest.subtree(unit.id)].filter((id) => id !== unit.id);
  const builtIn = forest.nodes.find((one) => one.builtIn)?.name ?? "";
  const usersBelow = below.reduce((sum, id) => sum + (forest.find(id)?.users ?? 0), 0);
  const usersIn = (choice: Values["below"]) => unit.users + (choice === "DELETE" ? usersBelow : 0);
  const form = useForm<Values, { jobId: string } | undefined>({
    initial: { below: "LIFT", moveUsers: false },
    check: ({ moveUsers, below: choice }) => ({
      moveUsers: usersIn(choice) > 0 && !moveUsers ? t("delete.confirmUsers") : undefined,
    }),
    save: (values) => {
      const choice: Below = below.length === 0 ? "REFUSE" : values.below;
      const query = { moveUsers: values.moveUsers, below: choice };
      return deleteUnit(organizationId, unit.id, query, etagOf(unit));
    },
    onSaved: (job) => {
      const { name } = unit;
      const title = job === undefined ? t("delete.done", { name }) : t("delete.started", { name });
      toast({ variant: "success", title });
      void queries.invalidateQueries({ queryKey: ["units", organizationId] });
      void queries.invalidateQueries({ queryKey: ["users", organizationId] });
      onClose();
      if (job === undefined) {
        onDeleted();
      }
    },
  });
  const users = usersIn(form.values.below);
  return (
    <FormDialog
      title={t("delete.title", { name: unit.name })}
      save={t("delete.confirm")}
      form={form}
      isDanger
      onClose={onClose}
    >
      <Content component="p">{t("delete.body")}</Content>
      {below.length > 0 && (
        <RadioField
          name="below"
          label={t("delete.below", { count: below.length })}
          options={[
            { value: "LIFT", label: t("delete.lift") },
            { value: "DELETE", label: t("delete.deleteBelow") },
          ]}
        />
      )}
      {users > 0 && mayMove && (
        <CheckField
          name="moveUsers"
          label={t("delete.moveUsers", { count: users, unit: builtIn })}
        />
      )}
      {users > 0 && !mayMove && (
        <Alert
          variant="warning"
          isInline
          component="p"
          title={t("delete.mayNotMove", { count: users })}
        />
      )}
    </FormDialog>
  );
}
