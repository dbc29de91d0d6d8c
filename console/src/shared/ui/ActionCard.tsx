import { Button, Card, CardBody, CardHeader, CardTitle } from "@patternfly/react-core";
import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  /** What can be done beside the title; nothing for who may not. */
  readonly action: { readonly label: string; readonly onAct: () => void } | undefined;
  readonly children: ReactNode;
  /** Dialogs that it opens. */
  readonly dialogs?: ReactNode;
}

/** A card with one act in its header. */
export function ActionCard({ title, action, children, dialogs }: Props) {
  const button = action !== undefined && (
    <Button variant="secondary" onClick={action.onAct}>
      {action.label}
    </Button>
  );
  return (
    <Card>
      <CardHeader {...(button === false ? {} : { actions: { actions: button } })}>
        <CardTitle component="h2">{title}</CardTitle>
      </CardHeader>
      <CardBody>{children}</CardBody>
      {dialogs}
    </Card>
  );
}
