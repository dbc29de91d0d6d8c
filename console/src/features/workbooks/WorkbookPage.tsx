import {
  ActionGroup,
  Alert,
  Button,
  Content,
  FileUpload,
  Form,
  FormGroup,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { places } from "@shared/routing/places";
import { useCan, useOrganizationId } from "@shared/session/me";
import { LinkButton } from "@shared/ui/LinkButton";
import { PageFrame } from "@shared/ui/PageFrame";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { FindingTable } from "./FindingTable";
import {
  checkWorkbook,
  exampleAddress,
  findingsOf,
  runWorkbook,
  type WorkbookStarted,
} from "./queries";

const ACCEPTED = {
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": [".xlsx"],
};

/** Many users at once: an example to fill in, and the file that comes back, checked as soon as it is chosen. */
export default function WorkbookPage() {
  const { t } = useTranslation("workbooks");
  const organizationId = useOrganizationId();
  const id = useId();
  const [file, setFile] = useState<File>();
  const [isRejected, reject] = useState(false);
  const check = useMutation({ mutationFn: (given: File) => checkWorkbook(organizationId, given) });
  const run = useMutation({ mutationFn: (given: File) => runWorkbook(organizationId, given) });
  const verdict = check.data;
  const isRight = verdict !== undefined && verdict.errorCount === 0;
  const failed = run.error ?? check.error;
  const refused = findingsOf(failed);
  const take = (given: File | undefined) => {
    reject(false);
    setFile(given);
    run.reset();
    check.reset();
    if (given !== undefined) {
      check.mutate(given);
    }
  };
  return (
    <PageFrame
      title={t("create.title")}
      description={t("create.about")}
      crumbs={[{ label: t("users"), to: places.users.to({ organizationId }) }]}
    >
      {run.data !== undefined ? (
        <Begun started={run.data} />
      ) : (
        <Form onSubmit={(event) => event.preventDefault()}>
          <FormGroup>
            <Button
              variant="secondary"
              component="a"
              href={exampleAddress(organizationId)}
              icon={<DownloadIcon />}
              download
            >
              {t("create.example")}
            </Button>
          </FormGroup>
          <FormGroup label={t("create.file")} fieldId={`${id}-filename`}>
            <FileUpload
              id={id}
              filename={file?.name ?? ""}
              filenamePlaceholder={t("create.drop")}
              filenameAriaLabel={t("create.file")}
              browseButtonText={t("create.browse")}
              clearButtonText={t("create.clear")}
              hideDefaultPreview
              isDisabled={check.isPending || run.isPending}
              dropzoneProps={{
                accept: ACCEPTED,
                onDropAccepted: ([given]) => take(given),
                onDropRejected: () => {
                  take(undefined);
                  reject(true);
                },
              }}
              onClearClick={() => take(undefined)}
            />
          </FormGroup>
          <Stack hasGutter role="status">
            {isRejected && (
              <Alert variant="danger" isInline component="p" title={t("create.rejected")} />
            )}
            {failed !== null && (
              <Alert variant="danger" isInline component="p" title={failed.message} />
            )}
            {check.isPending && <Content component="p">{t("create.checking")}</Content>}
            {isRight && (
              <Alert
                variant="success"
                isInline
                component="p"
                title={t("create.right", { count: verdict.users })}
              />
            )}
            {verdict !== undefined && verdict.errorCount > 0 && (
              <Alert
                variant="danger"
                isInline
                component="p"
                title={t("create.wrong", { count: verdict.errorCount })}
              >
                {t("create.wrongBody")}
              </Alert>
            )}
          </Stack>
          {verdict !== undefined && verdict.errorCount > 0 && (
            <FindingTable
              label={t("create.errors")}
              findings={verdict.errors}
              total={verdict.errorCount}
            />
          )}
          {refused !== undefined && (
            <FindingTable
              label={t("create.errors")}
              findings={refused.findings}
              total={refused.findingCount}
            />
          )}
          {verdict !== undefined && verdict.ignoredCount > 0 && (
            <>
              <Alert
                variant="warning"
                isInline
                component="p"
                title={t("create.ignored", { count: verdict.ignoredCount })}
              />
              <FindingTable
                label={t("create.ignoredRows")}
                findings={verdict.ignored}
                total={verdict.ignoredCount}
              />
            </>
          )}
          <ActionGroup>
            <Button
              isDisabled={!isRight || run.isPending}
              isLoading={run.isPending}
              onClick={() => file !== undefined && run.mutate(file)}
            >
              {t("create.begin")}
            </Button>
            <LinkButton variant="link" to={places.users.to({ organizationId })}>
              {t("create.cancel")}
            </LinkButton>
          </ActionGroup>
        </Form>
      )}
    </PageFrame>
  );
}

function Begun({ started }: { readonly started: WorkbookStarted }) {
  const { t } = useTranslation("workbooks");
  const can = useCan();
  const organizationId = useOrganizationId();
  return (
    <Stack hasGutter>
      <StackItem>
        <Alert
          variant="info"
          isInline
          component="p"
          title={t("create.begun", { count: started.users })}
        >
          {t("create.begunBody")}
        </Alert>
      </StackItem>
      <StackItem>
        {can("jobs:read") ? (
          <Link to={places.job.to({ organizationId, jobId: started.jobId })}>
            {t("create.progress")}
          </Link>
        ) : (
          <Link to={places.users.to({ organizationId })}>{t("users")}</Link>
        )}
      </StackItem>
    </Stack>
  );
}
