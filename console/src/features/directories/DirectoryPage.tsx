import { Button, Card, CardBody, Flex, Spinner } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { LinkButton } from "@shared/ui/LinkButton";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { DirectoryForm } from "./DirectoryForm";
import {
  type Directory,
  type DirectoryPreset,
  deleteDirectory,
  directoryQuery,
  presetsQuery,
  readDirectory,
  saveDirectory,
} from "./queries";
import { directoriesRoute, importRoute, syncRoute } from "./routes";
import { requestOf, valuesOf } from "./values";

/** One directory: how it is reached and read, and whether that works. */
export default function DirectoryPage() {
  const { t } = useTranslation("directories");
  const organizationId = useOrganizationId();
  const { directoryId = "" } = useParams();
  const can = useCan();
  const isManager = can("directories:manage");
  const [isDeleting, setDeleting] = useState(false);
  const found = useQuery(directoryQuery(organizationId, directoryId));
  const presets = useQuery(presetsQuery(organizationId));
  const crumbs = [{ label: t("title"), to: directoriesRoute.to({ organizationId }) }];
  if (found.data === undefined || presets.data === undefined) {
    const failed = found.isError ? found : presets;
    return (
      <PageFrame title={t("one")} crumbs={crumbs}>
        {failed.isError ? (
          <RowsFailed error={failed.error} onRetry={() => void failed.refetch()} />
        ) : (
          <Spinner aria-label={t("loading")} />
        )}
      </PageFrame>
    );
  }
  const { value: directory, etag } = found.data;
  return (
    <PageFrame
      title={directory.name}
      description={directory.server}
      crumbs={crumbs}
      actions={
        <Flex gap={{ default: "gapMd" }}>
          <LinkButton variant="secondary" to={syncRoute.to({ organizationId, directoryId })}>
            {t("sync.link")}
          </LinkButton>
          {can("users:import") && (
            <LinkButton variant="secondary" to={importRoute.to({ organizationId, directoryId })}>
              {t("import.verb")}
            </LinkButton>
          )}
          {isManager && (
            <Button variant="secondary" isDanger onClick={() => setDeleting(true)}>
              {t("delete.verb")}
            </Button>
          )}
        </Flex>
      }
    >
      <Card>
        <CardBody>
          <EditForm
            key={directory.id}
            organizationId={organizationId}
            directory={directory}
            etag={etag}
            presets={presets.data}
            isReadOnly={!isManager}
          />
        </CardBody>
      </Card>
      {isDeleting && (
        <DeleteDialog
          organizationId={organizationId}
          directory={directory}
          onClose={() => setDeleting(false)}
        />
      )}
    </PageFrame>
  );
}

interface FormProps {
  readonly organizationId: string;
  readonly directory: Directory;
  readonly etag: string;
  readonly presets: readonly DirectoryPreset[];
  readonly isReadOnly: boolean;
}

function EditForm({ organizationId, directory, etag, presets, isReadOnly }: FormProps) {
  const { t } = useTranslation("directories");
  const queries = useQueryClient();
  return (
    <DirectoryForm
      organizationId={organizationId}
      directory={directory}
      presets={presets}
      isReadOnly={isReadOnly}
      options={{
        initial: valuesOf(directory),
        etag,
        save: (values, context) =>
          saveDirectory(organizationId, directory.id, requestOf(values), context.etag),
        reload: async () => {
          const now = await readDirectory(organizationId, directory.id);
          return { values: valuesOf(now.value), etag: now.etag };
        },
        onSaved: () => {
          toast({ variant: "success", title: t("saved") });
          void queries.invalidateQueries({ queryKey: ["directories", organizationId] });
        },
      }}
    />
  );
}

interface DeleteProps {
  readonly organizationId: string;
  readonly directory: Directory;
  readonly onClose: () => void;
}

function DeleteDialog({ organizationId, directory, onClose }: DeleteProps) {
  const { t } = useTranslation("directories");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { name } = directory;
  const act = async () => {
    await deleteDirectory(organizationId, directory);
    toast({ variant: "success", title: t("delete.done", { name }) });
    await navigate(directoriesRoute.to({ organizationId }));
    await queries.invalidateQueries({ queryKey: ["directories", organizationId] });
  };
  return (
    <ConfirmDialog
      title={t("delete.title", { name })}
      confirm={t("delete.verb")}
      isDanger
      onConfirm={act}
      onClose={onClose}
    >
      {t("delete.body")}
    </ConfirmDialog>
  );
}
