import { Card, CardBody, Spinner } from "@patternfly/react-core";
import { useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { DirectoryForm } from "./DirectoryForm";
import { addDirectory, type DirectoryPreset, presetsQuery } from "./queries";
import { directoriesRoute, directoryRoute } from "./routes";
import { requestOf, valuesOfNew } from "./values";

/** Adds a directory; its settings can be tried out before. */
export default function NewDirectoryPage() {
  const { t } = useTranslation("directories");
  const organizationId = useOrganizationId();
  const presets = useQuery(presetsQuery(organizationId));
  const first = presets.data?.[0];
  return (
    <PageFrame
      title={t("add")}
      crumbs={[{ label: t("title"), to: directoriesRoute.to({ organizationId }) }]}
    >
      {presets.data === undefined || first === undefined ? (
        presets.isError ? (
          <RowsFailed error={presets.error} onRetry={() => void presets.refetch()} />
        ) : (
          <Spinner aria-label={t("loading")} />
        )
      ) : (
        <Card>
          <CardBody>
            <NewForm organizationId={organizationId} presets={presets.data} first={first} />
          </CardBody>
        </Card>
      )}
    </PageFrame>
  );
}

interface Props {
  readonly organizationId: string;
  readonly presets: readonly DirectoryPreset[];
  readonly first: DirectoryPreset;
}

function NewForm({ organizationId, presets, first }: Props) {
  const { t } = useTranslation("directories");
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <DirectoryForm
      organizationId={organizationId}
      presets={presets}
      options={{
        initial: valuesOfNew(first),
        save: (values, { idempotencyKey }) =>
          addDirectory(organizationId, requestOf(values), idempotencyKey),
        onSaved: async ({ id, name }) => {
          toast({ variant: "success", title: t("added", { name }) });
          await navigate(directoryRoute.to({ organizationId, directoryId: id }));
          await queries.invalidateQueries({ queryKey: ["directories", organizationId] });
        },
      }}
      onCancel={() => void navigate(directoriesRoute.to({ organizationId }))}
    />
  );
}
