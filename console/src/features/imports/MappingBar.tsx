import {
  Alert,
  AlertActionLink,
  Button,
  FormSelect,
  FormSelectOption,
  Stack,
  StackItem,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from "@patternfly/react-core";
import type { Versioned } from "@shared/api/client";
import { ProblemText } from "@shared/forms/ProblemText";
import { useOrganizationId } from "@shared/session/me";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  applyMapping,
  type MappingUsed,
  mappingsQuery,
  readImport,
  type UserImport,
} from "./queries";
import { SaveMappingDialog } from "./SaveMappingDialog";

interface Props {
  readonly file: Versioned<UserImport>;
  readonly fields: readonly (string | null)[];
  readonly canSave: boolean;
  readonly onUsed: (file: Versioned<UserImport>) => void;
}

/** Takes a mapping over that was kept under a name, or keeps the one at hand. */
export function MappingBar({ file, fields, canSave, onUsed }: Props) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const known = useQuery(mappingsQuery(organizationId));
  const saved = known.data?.mappings ?? [];
  const [isSaving, save] = useState(false);
  const [chosen, choose] = useState("");
  const readAgain = useMutation({
    mutationFn: () => readImport(organizationId, file.value.id),
    onSuccess: (now) => onUsed(now),
  });
  const use = useMutation({
    mutationFn: (mappingId: string) =>
      applyMapping(organizationId, file.value.id, mappingId, file.etag),
    onMutate: () => readAgain.reset(),
    onSuccess: () => readAgain.mutate(),
  });
  const isBusy = use.isPending || readAgain.isPending;
  return (
    <Stack hasGutter>
      <StackItem>
        <Toolbar>
          <ToolbarContent>
            {saved.length > 0 && (
              <>
                <ToolbarItem>
                  <FormSelect
                    aria-label={t("mappings.one")}
                    value={chosen}
                    onChange={(_, id) => choose(id)}
                  >
                    <FormSelectOption value="" label={t("mappings.one")} isPlaceholder />
                    {saved.map(({ id, name }) => (
                      <FormSelectOption key={id} value={id} label={name} />
                    ))}
                  </FormSelect>
                </ToolbarItem>
                <ToolbarItem>
                  <Button
                    variant="secondary"
                    isAriaDisabled={chosen === "" || isBusy}
                    isLoading={isBusy}
                    onClick={() => use.mutate(chosen)}
                  >
                    {t("mappings.use")}
                  </Button>
                </ToolbarItem>
              </>
            )}
            <ToolbarItem>
              <Button variant="secondary" isAriaDisabled={!canSave} onClick={() => save(true)}>
                {t("mappings.save")}
              </Button>
            </ToolbarItem>
          </ToolbarContent>
        </Toolbar>
      </StackItem>
      <StackItem>
        <div role="status">
          {known.isError && known.data === undefined && (
            <Alert
              variant="warning"
              isInline
              component="p"
              title={t("mappings.unread")}
              actionLinks={
                <AlertActionLink onClick={() => void known.refetch()}>
                  {t("shared:failed.retry")}
                </AlertActionLink>
              }
            >
              <ProblemText error={known.error} />
            </Alert>
          )}
          {use.isError && (
            <Alert variant="danger" isInline component="p" title={t("mappings.notUsed")}>
              <ProblemText error={use.error} />
            </Alert>
          )}
          {use.isSuccess && !readAgain.isPending && <Used used={use.data} />}
          {readAgain.isError && (
            <Alert
              variant="warning"
              isInline
              component="p"
              title={t("mappings.notReadAgain")}
              actionLinks={
                <AlertActionLink onClick={() => readAgain.mutate()}>
                  {t("shared:failed.retry")}
                </AlertActionLink>
              }
            >
              <ProblemText error={readAgain.error} />
            </Alert>
          )}
        </div>
      </StackItem>
      {isSaving && (
        <SaveMappingDialog file={file.value} fields={fields} onClose={() => save(false)} />
      )}
    </Stack>
  );
}

/** What the mapping and the file don't have in common. */
function Used({ used: { missing, added } }: { used: MappingUsed }) {
  const { t } = useTranslation("imports");
  const differs = missing.length + added.length > 0;
  return (
    <Alert
      variant={missing.length > 0 ? "warning" : "success"}
      isInline
      component="p"
      title={t("mappings.used")}
    >
      {differs && (
        <>
          {missing.length > 0 && (
            <p>{t("mappings.missing", { count: missing.length, columns: missing.join(", ") })}</p>
          )}
          {added.length > 0 && (
            <p>{t("mappings.added", { count: added.length, columns: added.join(", ") })}</p>
          )}
        </>
      )}
    </Alert>
  );
}
