import { Alert, Button, Card, CardBody, Flex, Stack, StackItem } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useActKey } from "@shared/forms/use-act-key";
import { places } from "@shared/routing/places";
import { useOrganizationId } from "@shared/session/me";
import { useSelection } from "@shared/table/use-selection";
import { useFormat } from "@shared/ui/format";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { PeopleTable } from "./PeopleTable";
import {
  type DirectoryBrowseRequest,
  type DirectoryImportRequest,
  type DirectoryPeople,
  importFromDirectory,
} from "./queries";

interface Props {
  readonly directoryId: string;
  /** By which they were found. */
  readonly query: DirectoryBrowseRequest;
  readonly createUnits: boolean;
  readonly found: DirectoryPeople;
}

/** Who was found; some of them, or all that match, are imported. */
export function FoundPeople({ directoryId, query, createUnits, found }: Props) {
  const { t } = useTranslation("directories");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const keyFor = useActKey();
  const [asked, ask] = useState<"CHOSEN" | "ALL">();
  const { people, total, here, cut } = found;
  const selection = useSelection(found, total);
  const chosen = people.map(({ entryId }) => entryId).filter(selection.isSelected);
  const counted = (count: number) => ({ count, shown: number(count) });
  const wanted: DirectoryImportRequest = {
    ...query,
    createUnits,
    ...(asked === "CHOSEN" ? { entryIds: chosen } : {}),
  };
  const begin = async () => {
    const key = keyFor(wanted);
    const { jobId, total: begun } = await importFromDirectory(
      organizationId,
      directoryId,
      wanted,
      key,
    );
    toast({ variant: "success", title: t("import.started", counted(begun)) });
    await navigate(places.job.to({ organizationId, jobId }));
    await queries.invalidateQueries({ queryKey: ["jobs", organizationId] });
  };
  return (
    <Card>
      <CardBody>
        <Stack hasGutter>
          <StackItem>
            <Alert
              variant={cut || total > people.length ? "warning" : "info"}
              isInline
              isLiveRegion
              component="p"
              title={t("import.found", counted(total))}
            >
              {total > people.length && (
                <p>{t("import.first", { listed: number(people.length), total: number(total) })}</p>
              )}
              {here > 0 && <p>{t("import.here", counted(here))}</p>}
              {cut && <p>{t("import.cut")}</p>}
            </Alert>
          </StackItem>
          {people.length > 0 && (
            <>
              <StackItem>
                <PeopleTable people={people} selection={selection} />
              </StackItem>
              <StackItem>
                <Flex gap={{ default: "gapMd" }}>
                  <Button isAriaDisabled={chosen.length === 0} onClick={() => ask("CHOSEN")}>
                    {chosen.length === 0
                      ? t("import.chosenNone")
                      : t("import.chosen", counted(chosen.length))}
                  </Button>
                  <Button variant="secondary" onClick={() => ask("ALL")}>
                    {t("import.all")}
                  </Button>
                </Flex>
              </StackItem>
            </>
          )}
        </Stack>
      </CardBody>
      {asked !== undefined && (
        <ConfirmDialog
          title={t("import.ask", counted(asked === "ALL" ? total : chosen.length))}
          confirm={t("import.confirm")}
          onConfirm={begin}
          onClose={() => ask(undefined)}
        >
          <p>{t("import.body")}</p>
          {asked === "ALL" && <p>{t("import.bodyAll")}</p>}
        </ConfirmDialog>
      )}
    </Card>
  );
}
