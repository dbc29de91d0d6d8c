import {
  Alert,
  Card,
  CardBody,
  CardTitle,
  Checkbox,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
} from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { RowsFailed } from "@shared/table/NoRows";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type SyncRequest, saveSync, syncKey, syncQuery } from "./sync-queries";

const MINUTES = [15, 60, 360, 1440] as const;

interface Props {
  readonly place: { readonly organizationId: string; readonly directoryId: string };
  readonly isReadOnly: boolean;
}

/** When users follow their entries by themselves; each change is saved at once. */
export function SyncSchedule({ place, isReadOnly }: Props) {
  const { t } = useTranslation("directories");
  const queries = useQueryClient();
  const id = useId();
  const found = useQuery(syncQuery(place));
  const saving = useMutation({
    mutationFn: (wanted: SyncRequest) => saveSync(place, wanted, found.data?.etag ?? ""),
    onSuccess: () => toast({ variant: "success", title: t("sync.saved") }),
    onSettled: () => queries.invalidateQueries({ queryKey: syncKey(place) }),
  });
  if (found.isError) {
    return <RowsFailed error={found.error} onRetry={() => void found.refetch()} />;
  }
  const settings = found.data?.value;
  const every = settings?.everyMinutes ?? null;
  const createsUsers = settings?.createsUsers ?? false;
  const isDisabled = isReadOnly || settings === undefined || saving.isPending;
  const choices =
    every === null || MINUTES.some((one) => one === every) ? MINUTES : [...MINUTES, every];
  return (
    <Card>
      <CardTitle component="h2">{t("sync.schedule")}</CardTitle>
      <CardBody>
        <Form onSubmit={(event) => event.preventDefault()}>
          <FormGroup label={t("sync.every")} fieldId={`${id}-every`}>
            <FormSelect
              id={`${id}-every`}
              value={every ?? ""}
              isDisabled={isDisabled}
              onChange={(_, chosen) =>
                saving.mutate({
                  createsUsers,
                  ...(chosen === "" ? {} : { everyMinutes: Number(chosen) }),
                })
              }
            >
              <FormSelectOption value="" label={t("sync.never")} />
              {choices.map((minutes) => (
                <FormSelectOption
                  key={minutes}
                  value={minutes}
                  label={t("sync.minutes", { count: minutes })}
                />
              ))}
            </FormSelect>
          </FormGroup>
          <Checkbox
            id={`${id}-creates`}
            label={t("sync.creates")}
            description={t("sync.createsHelp")}
            isChecked={createsUsers}
            isDisabled={isDisabled}
            onChange={(_, checked) =>
              saving.mutate({
                createsUsers: checked,
                ...(every === null ? {} : { everyMinutes: every }),
              })
            }
          />
          {settings?.nextRunAt != null && (
            <p>
              {t("sync.next")} <Time of={settings.nextRunAt} />
            </p>
          )}
          {saving.isError && (
            <Alert variant="danger" isInline isLiveRegion component="p" title={t("sync.notSaved")}>
              <ProblemText error={saving.error} />
            </Alert>
          )}
        </Form>
      </CardBody>
    </Card>
  );
}
