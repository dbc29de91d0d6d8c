import { Card, CardBody, CardFooter, CardTitle, Skeleton } from "@patternfly/react-core";
import { RowsFailed } from "@shared/table/NoRows";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props<Counted> {
  readonly title: string;
  readonly counted: UseQueryResult<Counted>;
  readonly children: (counted: Counted) => ReactNode;
  /** The way to the whole list. */
  readonly footer?: ReactNode;
}

/** A card that shows what was counted, or that it is being counted, or that it could not be. */
export function CountCard<Counted>({ title, counted, children, footer }: Props<Counted>) {
  const { t } = useTranslation("organizations");
  const content = () => {
    if (counted.data !== undefined) {
      return children(counted.data);
    }
    return counted.isError ? (
      <RowsFailed error={counted.error} onRetry={() => void counted.refetch()} />
    ) : (
      <Skeleton height="8rem" screenreaderText={t("overview.counting")} />
    );
  };
  return (
    <Card isFullHeight>
      <CardTitle component="h2">{title}</CardTitle>
      <CardBody>{content()}</CardBody>
      {footer !== undefined && <CardFooter>{footer}</CardFooter>}
    </Card>
  );
}
