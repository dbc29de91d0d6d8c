import { Button, type ButtonProps } from "@patternfly/react-core";
import type { AnchorHTMLAttributes } from "react";
import { Link } from "react-router";

/**
 * A link of the console where PatternFly wants a component: one made while a page is drawn would be
 * another each time, and lose focus and clicks.
 */
export function RouterLink({ href = "", ...props }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <Link {...props} to={href} />;
}

interface Props extends Pick<ButtonProps, "variant" | "icon" | "children"> {
  readonly to: string;
}

/** A link that looks like a button: it goes to a page, so it opens in a new tab as well. */
export function LinkButton({ to, ...props }: Props) {
  return <Button {...props} component={RouterLink} href={to} />;
}
