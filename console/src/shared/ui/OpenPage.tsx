import { Card, CardBody, Content, Title } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useDocumentTitle } from "./document-title";

interface Props {
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
}

/** The frame of a page that needs nobody signed in: one card in the middle. */
export function OpenPage({ title, description, children }: Props) {
  useDocumentTitle(title);
  return (
    <main className="muster-open-page">
      <div className="muster-open-brand">
        <img src="/muster.svg" alt="" width="40" height="40" />
        <span className="muster-open-name">Muster</span>
      </div>
      <Card className="muster-open-card">
        <CardBody>
          <Title headingLevel="h1" size="2xl">
            {title}
          </Title>
          {description !== undefined && (
            <Content component="p" className="muster-open-description">
              {description}
            </Content>
          )}
          {children !== undefined && <div className="muster-open-body">{children}</div>}
        </CardBody>
      </Card>
    </main>
  );
}
