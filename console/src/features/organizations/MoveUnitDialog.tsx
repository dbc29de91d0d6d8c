import { Radio } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { FormDialog } from "@shared/forms/FormDialog";
import { useForm } from "@shared/forms/use-form";
import type { Forest } from "@shared/tree/forest";
import { toast } from "@shared/ui/toasts";
import type { Unit } from "@shared/units/queries";
import { UnitPicker } from "@shared/units/UnitPicker";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useId } from "react";
import { useTranslation } from "react-i18next";
import { etagOf, readUnit, saveUnit } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly forest: Forest<Unit>;
  readonly unit: Unit;
  readonly onClose: () => void;
}

const TOP = "";

/** "Select location": the way to move a unit by keyboard. */
export function MoveUnitDialog({ organizationId, forest, unit, onClose }: Props) {
  const { t } = useTranslation("organizations");
  const queries = useQueryClient();
  const id = useId();
  const branch = forest.subtree(unit.id);
  const place = useCallback(
    (parentId: unknown) =>
      typeof parentId === "string" && parentId !== TOP ? forest.pathOf(parentId) : t("units.top"),
    [forest, t],
  );
  const form = useForm<{ parentId: string }, Unit>({
    initial: { parentId: unit.parentId ?? TOP },
    etag: etagOf(unit),
    save: ({ parentId }, { etag }) =>
      saveUnit(
        organizationId,
        unit.id,
        {
          name: unit.name,
          description: unit.description,
          parentId: parentId === TOP ? null : parentId,
        },
        etag,
      ),
    reload: async () => {
      const { value, etag } = await readUnit(organizationId, unit.id);
      return { values: { parentId: value.parentId ?? TOP }, etag };
    },
    onSaved: (_, { parentId }) => {
      toast({
        variant: "success",
        title: t("move.done", { name: unit.name, place: place(parentId) }),
      });
      void queries.invalidateQueries({ queryKey: ["units", organizationId] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("move.title", { name: unit.name })}
      description={t("move.body")}
      save={t("move.confirm")}
      form={form}
      size="medium"
      onClose={onClose}
    >
      <Field name="parentId" label={t("move.into")} isGroup show={place}>
        {({ value, set }) => (
          <>
            <Radio
              id={id}
              name={id}
              label={t("units.top")}
              isChecked={value === TOP}
              onChange={() => set(TOP)}
            />
            <UnitPicker
              organizationId={organizationId}
              label={t("move.into")}
              selected={typeof value === "string" && value !== TOP ? value : undefined}
              onSelect={set}
              isDisabled={({ id }) => branch.has(id)}
            />
          </>
        )}
      </Field>
    </FormDialog>
  );
}
