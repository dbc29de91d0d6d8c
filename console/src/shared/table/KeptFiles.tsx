import { Button, Skeleton } from "@patternfly/react-core";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { idempotencyKey } from "@shared/api/client";
import { NoRows, RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { type UseQueryResult, useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";

interface Props<File> {
  readonly title: string;
  readonly description: string;
  readonly loading: string;
  /** What stands there as long as there is none. */
  readonly none: { readonly title: string; readonly body: string };
  readonly found: UseQueryResult<readonly File[]>;
  /** The verb that has another one made. */
  readonly begin: string;
  readonly onBegin: (idempotencyKey: string) => Promise<unknown>;
  readonly onBegun: () => unknown;
  readonly columns: readonly { readonly label: string; readonly of: (one: File) => ReactNode }[];
}

/** A page of files that jobs make and that are kept for some days: begins one and lists them. */
export function KeptFiles<File extends { readonly id: string }>(props: Props<File>) {
  const { title, description, loading, none, found, columns } = props;
  const files = found.data;
  const begin = <Begin {...props} />;
  return (
    <PageFrame
      title={title}
      description={description}
      actions={files !== undefined && files.length > 0 && begin}
    >
      {found.isError && files === undefined && (
        <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isPending && <Skeleton screenreaderText={loading} />}
      {files?.length === 0 && <NoRows way={{ ...none, actions: begin }} />}
      {files !== undefined && files.length > 0 && (
        <Table aria-label={title} variant="compact" gridBreakPoint="grid-md">
          <Thead>
            <Tr>
              {columns.map(({ label }) => (
                <Th key={label}>{label}</Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {files.map((one) => (
              <Tr key={one.id}>
                {columns.map(({ label, of }) => (
                  <Td key={label} dataLabel={label}>
                    {of(one)}
                  </Td>
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </PageFrame>
  );
}

function Begin<File>({ begin, onBegin, onBegun }: Props<File>) {
  const act = useMutation({
    mutationFn: () => onBegin(idempotencyKey()),
    onSuccess: onBegun,
    onError: (error) => toast({ variant: "danger", title: error.message }),
  });
  return (
    <Button isLoading={act.isPending} isAriaDisabled={act.isPending} onClick={() => act.mutate()}>
      {begin}
    </Button>
  );
}

/** A link that fetches one of them. */
export function FileLink(props: {
  readonly href: string;
  /** Names the file among others, for screen readers. */
  readonly name: string;
  readonly children: ReactNode;
}) {
  return (
    <Button
      variant="link"
      component="a"
      href={props.href}
      icon={<DownloadIcon />}
      aria-label={props.name}
      download
    >
      {props.children}
    </Button>
  );
}
