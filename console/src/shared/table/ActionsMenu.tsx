import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from "@patternfly/react-core";
import EllipsisVIcon from "@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon";
import { defined } from "@shared/ui/defined";
import { Fragment, useState } from "react";
import type { RowAction } from "./types";

interface Props {
  /** Says whose actions these are: "Actions for Ann Fisher". */
  readonly label: string;
  readonly actions: readonly RowAction[];
  /** Text on the button; three dots without. */
  readonly text?: string;
  readonly isDisabled?: boolean;
}

export function ActionsMenu({ label, actions, text, isDisabled = false }: Props) {
  const [isOpen, open] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={open}
      onSelect={() => open(false)}
      popperProps={{ position: text === undefined ? "right" : "left", preventOverflow: true }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          isExpanded={isOpen}
          isDisabled={isDisabled}
          onClick={() => open(!isOpen)}
          {...(text === undefined
            ? { variant: "plain", icon: <EllipsisVIcon />, "aria-label": label }
            : { variant: "secondary", "aria-label": label })}
        >
          {text}
        </MenuToggle>
      )}
    >
      <DropdownList aria-label={label}>
        {actions.map((action) => (
          <Fragment key={action.label}>
            {action.isSeparated && <Divider component="li" />}
            <DropdownItem
              onClick={action.onSelect}
              isDanger={action.isDanger ?? false}
              isAriaDisabled={action.isDisabled ?? false}
              {...defined({ description: action.description })}
            >
              {action.label}
            </DropdownItem>
          </Fragment>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
