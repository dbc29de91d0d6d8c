import {
  Button,
  Checkbox,
  Flex,
  FlexItem,
  ToggleGroup,
  ToggleGroupItem,
} from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogueSection, PermissionName } from "./queries";

interface Props {
  readonly sections: readonly CatalogueSection[];
  readonly chosen: readonly string[];
  readonly isReadOnly?: boolean;
  readonly onChange: (chosen: PermissionName[]) => void;
}

/** All permissions by section with a check box each: "View all", "View only selected", "Select all". */
export function PermissionGroups({ sections, chosen, isReadOnly = false, onChange }: Props) {
  const { t } = useTranslation("shared");
  const [isOnlyChosen, setOnlyChosen] = useState(false);
  const all = sections.flatMap((section) => section.permissions.map((one) => one.permission));
  const set = (names: readonly PermissionName[], isOn: boolean) =>
    onChange(all.filter((name) => (names.includes(name) ? isOn : chosen.includes(name))));
  const shown = sections
    .map((section) => ({
      ...section,
      permissions: section.permissions.filter(
        (one) => !isOnlyChosen || chosen.includes(one.permission),
      ),
    }))
    .filter((section) => section.permissions.length > 0);
  return (
    <>
      <Flex className="muster-permission-tools">
        <FlexItem>
          <ToggleGroup aria-label={t("rights.view")} isCompact>
            <ToggleGroupItem
              text={t("rights.viewAll")}
              buttonId="rights-view-all"
              isSelected={!isOnlyChosen}
              onChange={() => setOnlyChosen(false)}
            />
            <ToggleGroupItem
              text={t("rights.viewSelected")}
              buttonId="rights-view-selected"
              isSelected={isOnlyChosen}
              onChange={() => setOnlyChosen(true)}
            />
          </ToggleGroup>
        </FlexItem>
        {!isReadOnly && (
          <FlexItem>
            <Button variant="link" onClick={() => onChange([...all])}>
              {t("rights.selectAll")}
            </Button>
            <Button variant="link" onClick={() => onChange([])}>
              {t("rights.selectNone")}
            </Button>
          </FlexItem>
        )}
      </Flex>
      {shown.length === 0 && <p>{t("rights.noneSelected")}</p>}
      {shown.map((section) => (
        <SectionOfPermissions
          key={section.section}
          section={section}
          chosen={chosen}
          isReadOnly={isReadOnly}
          onSet={set}
        />
      ))}
    </>
  );
}

interface SectionProps {
  readonly section: CatalogueSection;
  readonly chosen: readonly string[];
  readonly isReadOnly: boolean;
  readonly onSet: (names: readonly PermissionName[], isOn: boolean) => void;
}

function SectionOfPermissions({ section, chosen, isReadOnly, onSet }: SectionProps) {
  const { t } = useTranslation("shared");
  const names = section.permissions.map((one) => one.permission);
  const count = names.filter((name) => chosen.includes(name)).length;
  return (
    <fieldset className="muster-permission-section">
      <legend>
        <Checkbox
          id={`section-${section.section}`}
          label={t("rights.sectionCount", {
            section: t(`rights.section.${section.section}`),
            held: count,
            total: names.length,
          })}
          isChecked={count === names.length}
          isDisabled={isReadOnly}
          onChange={(_, isOn) => onSet(names, isOn)}
        />
      </legend>
      {section.permissions.map(({ permission, summary }) => (
        <Checkbox
          key={permission}
          id={`permission-${permission}`}
          label={summary}
          description={permission}
          isChecked={chosen.includes(permission)}
          isDisabled={isReadOnly}
          onChange={(_, isOn) => onSet([permission], isOn)}
        />
      ))}
    </fieldset>
  );
}
