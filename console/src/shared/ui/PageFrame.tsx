import {
  Breadcrumb,
  BreadcrumbItem,
  Content,
  Flex,
  FlexItem,
  PageBreadcrumb,
  PageSection,
  Title,
} from "@patternfly/react-core";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { useDocumentTitle } from "./document-title";

export interface Crumb {
  readonly label: string;
  readonly to: string;
}

interface Props {
  readonly title: string;
  /** Shown beside the title: labels of a state. */
  readonly badges?: ReactNode;
  readonly description?: ReactNode;
  /** The pages above this one, outermost first. */
  readonly crumbs?: readonly Crumb[];
  /** Buttons at the end of the title's line. */
  readonly actions?: ReactNode;
  /** Tabs below the title. */
  readonly tabs?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page in the shell: breadcrumbs, title, actions, content. */
export function PageFrame(props: Props) {
  const { title, badges, description, crumbs = [], actions, tabs, children } = props;
  useDocumentTitle(title);
  return (
    <>
      {crumbs.length > 0 && <Crumbs crumbs={crumbs} title={title} />}
      <PageSection>
        <Flex
          justifyContent={{ default: "justifyContentSpaceBetween" }}
          alignItems={{ default: "alignItemsFlexStart" }}
          flexWrap={{ default: "wrap", md: "nowrap" }}
        >
          <FlexItem>
            <Flex gap={{ default: "gapMd" }} alignItems={{ default: "alignItemsCenter" }}>
              <Heading title={title} />
              {badges}
            </Flex>
            {description !== undefined && <Content component="p">{description}</Content>}
          </FlexItem>
          {actions !== undefined && (
            <FlexItem className="muster-page-actions">
              <Flex gap={{ default: "gapMd" }}>{actions}</Flex>
            </FlexItem>
          )}
        </Flex>
      </PageSection>
      {tabs !== undefined && <PageSection type="tabs">{tabs}</PageSection>}
      <PageSection isFilled>{children}</PageSection>
    </>
  );
}

function Crumbs({ crumbs, title }: { crumbs: readonly Crumb[]; title: string }) {
  const { t } = useTranslation("shared");
  return (
    <PageBreadcrumb>
      <Breadcrumb aria-label={t("breadcrumbs")}>
        {crumbs.map(({ label, to }) => (
          <BreadcrumbItem
            key={to}
            render={({ className, ariaCurrent }) => (
              <Link to={to} className={className} aria-current={ariaCurrent}>
                {label}
              </Link>
            )}
          />
        ))}
        <BreadcrumbItem isActive>{title}</BreadcrumbItem>
      </Breadcrumb>
    </PageBreadcrumb>
  );
}

/** Takes the focus when the page was opened by a link, so that a screen reader starts here. */
function Heading({ title }: { title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  const isFirstPage = useRef(key === "default");
  useEffect(() => {
    const main = heading.current?.closest("main");
    const isFocusInside = main?.contains(document.activeElement) && document.activeElement !== main;
    if (!isFirstPage.current && !isFocusInside) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <Title ref={heading} headingLevel="h1" size="2xl" tabIndex={-1} className="muster-heading">
      {title}
    </Title>
  );
}
