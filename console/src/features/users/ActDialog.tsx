import {
  Checkbox,
  Content,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
} from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { places } from "@shared/routing/places";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Act, actOnMany, actOnOne, preview } from "./acts";
import { type UserSelection, unitsQuery } from "./queries";
import { unitOptions } from "./units";

/** Whom the act is for. */
export type Target =
  | { readonly kind: "one"; readonly id: string; readonly account: string; readonly name: string }
  | { readonly kind: "many"; readonly selection: UserSelection };

interface Props {
  readonly organizationId: string;
  readonly act: Act;
  readonly target: Target;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Asks before an act, says whom it is for, and does it: at once for one user, as a job for many. */
export function ActDialog({ organizationId, act, target, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const unitField = useId();
  const [allowIncoming, setAllowIncoming] = useState(false);
  const [chosenUnit, setUnit] = useState<string>();
  const units = useQuery({ ...unitsQuery(organizationId), enabled: act === "move" });
  const meant = useQuery({
    queryKey: ["users", organizationId, "preview", target],
    queryFn: () =>
      target.kind === "many"
        ? preview(organizationId, target.selection)
        : { count: 1, samples: [target.account] },
  });
  const options = unitOptions(units.data?.items ?? []);
  const unitId = chosenUnit ?? options[0]?.value ?? "";
  const count = meant.data?.count ?? 0;
  const isDanger = act === "purge" || act === "delete";
  const typed = target.kind === "one" ? target.account : String(count);

  const perform = async () => {
    const choice = { allowIncoming, unitId, confirmation: typed };
    if (target.kind === "one") {
      await actOnOne(organizationId, target.id, act, choice);
      toast({ variant: "success", title: t("acts.done", { context: act, name: target.name }) });
    } else {
      const { jobId } = await actOnMany(organizationId, target.selection, act, choice);
      toast({
        variant: "info",
        title: t("acts.started", { count }),
        body: <Link to={places.job.to({ organizationId, jobId })}>{t("acts.watch")}</Link>,
      });
    }
    await queries.invalidateQueries({ queryKey: ["users", organizationId] });
    onDone?.();
  };

  return (
    <ConfirmDialog
      title={
        target.kind === "one"
          ? t("acts.askOne", { context: act, name: target.name })
          : t("acts.askMany", { context: act, count })
      }
      confirm={t("acts.verb", { context: act })}
      isDanger={isDanger}
      {...(act === "purge" ? { typed } : {})}
      onConfirm={perform}
      onClose={onClose}
    >
      <Content component="p">{t("acts.effect", { context: act })}</Content>
      {target.kind === "many" && meant.data !== undefined && (
        <Content component="p">
          {t("acts.samples", {
            accounts: meant.data.samples.join(", "),
            count: meant.data.samples.length,
          })}
        </Content>
      )}
      {act === "disable" && (
        <Checkbox
          id={`${unitField}-incoming`}
          label={t("allowIncoming")}
          description={t("allowIncomingHelp")}
          isChecked={allowIncoming}
          onChange={(_, isOn) => setAllowIncoming(isOn)}
        />
      )}
      {act === "move" && (
        <Form>
          <FormGroup label={t("unit")} fieldId={unitField}>
            <FormSelect id={unitField} value={unitId} onChange={(_, value) => setUnit(value)}>
              {options.map(({ value, label }) => (
                <FormSelectOption key={value} value={value} label={label} />
              ))}
            </FormSelect>
          </FormGroup>
        </Form>
      )}
    </ConfirmDialog>
  );
}
