import {
  FormSelect,
  FormSelectOption,
  SearchInput,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogueSection, PermissionName } from "./queries";

type Section = CatalogueSection["section"];

/** What of the permissions is looked for: a part of the title or name, and one section. */
export interface Sought {
  readonly text: string;
  readonly section: string;
}

export const EVERY_PERMISSION: Sought = { text: "", section: "" };

interface Right {
  readonly section: Section;
  readonly summary: string;
  readonly permission: PermissionName;
}

export function isSought({ text, section }: Sought, right: Right): boolean {
  return (
    (section === "" || section === right.section) &&
    `${right.summary} ${right.permission}`.toLowerCase().includes(text.trim().toLowerCase())
  );
}

interface Props {
  readonly sections: readonly Section[];
  readonly sought: Sought;
  readonly onSeek: (sought: Sought) => void;
  /** Further controls. */
  readonly children?: ReactNode;
}

/** Narrows a table of permissions by search and section. */
export function RightsFilter({ sections, sought, onSeek, children }: Props) {
  const { t } = useTranslation("shared");
  return (
    <Toolbar>
      <ToolbarContent>
        <ToolbarItem>
          <SearchInput
            aria-label={t("rights.advanced.search")}
            placeholder={t("rights.advanced.search")}
            value={sought.text}
            onChange={(_, text) => onSeek({ ...sought, text })}
            onClear={() => onSeek({ ...sought, text: "" })}
            resetButtonLabel={t("filter.clearSearch")}
          />
        </ToolbarItem>
        <ToolbarItem>
          <FormSelect
            aria-label={t("rights.sectionLabel")}
            value={sought.section}
            onChange={(_, section) => onSeek({ ...sought, section })}
          >
            <FormSelectOption value="" label={t("rights.allSections")} />
            {sections.map((one) => (
              <FormSelectOption key={one} value={one} label={t(`rights.section.${one}`)} />
            ))}
          </FormSelect>
        </ToolbarItem>
        {children}
      </ToolbarContent>
    </Toolbar>
  );
}
