import {
  Alert,
  Bullseye,
  Button,
  Modal,
  ModalBody,
  ModalHeader,
  Spinner,
} from "@patternfly/react-core";
import { FormDialog } from "@shared/forms/FormDialog";
import { RadioField } from "@shared/forms/RadioField";
import { useForm } from "@shared/forms/use-form";
import type { Forest } from "@shared/tree/forest";
import { toast } from "@shared/ui/toasts";
import type { Unit } from "@shared/units/queries";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { readVisibility, saveVisibility, type Visibility, visibilityQuery } from "./queries";
import { UnitsChecked } from "./UnitsChecked";

interface Props {
  readonly organizationId: string;
  readonly forest: Forest<Unit>;
  readonly unit: Unit;
  readonly onClose: () => void;
}

/** Whose users the members of a unit can see: all, or those of the units ticked. */
export function VisibilityDialog(props: Props) {
  const { organizationId, unit, onClose } = props;
  const { t } = useTranslation("organizations");
  const titleId = useId();
  const { data, error } = useQuery({
    ...visibilityQuery(organizationId, unit.id),
    staleTime: 0,
    gcTime: 0,
  });
  if (data !== undefined) {
    return <Editor {...props} visibility={data.value} etag={data.etag} />;
  }
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={titleId}>
      <ModalHeader title={t("visibility.title", { name: unit.name })} labelId={titleId} />
      <ModalBody>
        {error === null ? (
          <Bullseye>
            <Spinner aria-label={t("visibility.term")} />
          </Bullseye>
        ) : (
          <Alert variant="danger" isInline component="p" title={error.message}>
            <Button variant="link" isInline onClick={onClose}>
              {t("close")}
            </Button>
          </Alert>
        )}
      </ModalBody>
    </Modal>
  );
}

interface Values {
  readonly whom: "all" | "chosen";
  readonly units: readonly string[];
}

function Editor(props: Props & { visibility: Visibility; etag: string }) {
  const { organizationId, forest, unit, visibility, etag, onClose } = props;
  const { t } = useTranslation("organizations");
  const queries = useQueryClient();
  const form = useForm<Values, Visibility>({
    initial: valuesOf(visibility, unit),
    etag,
    save: ({ whom, units }, context) =>
      saveVisibility(
        organizationId,
        unit.id,
        { all: whom === "all", units: whom === "all" ? [] : [...units] },
        context.etag,
      ),
    reload: async () => {
      const now = await readVisibility(organizationId, unit.id);
      return { values: valuesOf(now.value, unit), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("visibility.saved", { name: unit.name }) });
      void queries.invalidateQueries({ queryKey: ["units", organizationId] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("visibility.title", { name: unit.name })}
      description={t("visibility.body")}
      save={t("save")}
      form={form}
      size="medium"
      onClose={onClose}
    >
      <RadioField
        name="whom"
        label={t("visibility.whom")}
        options={[
          { value: "all", label: t("visibility.all"), description: t("visibility.allHelp") },
          { value: "chosen", label: t("visibility.chosen") },
        ]}
      />
      {form.values.whom === "chosen" && <UnitsChecked name="units" forest={forest} />}
    </FormDialog>
  );
}

/** Whoever goes from all to chosen begins with the own unit: its members see each other. */
function valuesOf(visibility: Visibility, unit: Unit): Values {
  return visibility.all
    ? { whom: "all", units: [unit.id] }
    : { whom: "chosen", units: visibility.units };
}
