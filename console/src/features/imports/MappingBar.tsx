import {
  Alert,
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
  const saved = useQuery(mappingsQuery(organizationId)).data?.mappings ?? [];
  const [isSaving, save] = useState(false);
  const [chosen, choose] = useState("");
  const use = useMutation({
    mutationFn: (mappingId: string) =>
      applyMapping(organizationId, file.value.id, mappingId, file.etag),
    onSuccess: async () => onUsed(await readImport(organizationId, file.value.id)),
  });
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
                    isAriaDisabled={chosen === "" || use.isPending}
                    isLoading={use.isPending}
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
          {use.isError && (
            <Alert variant="danger" isInline component="p" title={t("mappings.notUsed")}>
              <ProblemText error={use.error} />
            </Alert>
          )}
          {use.isSuccess && <Used used={use.data} />}
        </div>
      </StackItem>
      {isSaving && (
        <SaveMappingDialog
          file={file.value}
          fields={fields}
          saved={saved}
          onClose={() => save(false)}
        />
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
