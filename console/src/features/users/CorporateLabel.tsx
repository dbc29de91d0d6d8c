import { Label } from "@patternfly/react-core";
import BuildingIcon from "@patternfly/react-icons/dist/esm/icons/building-icon";
import { useTranslation } from "react-i18next";

/** Marks who belongs to the organization by a domain of its. */
export function CorporateLabel() {
  const { t } = useTranslation("users");
  return (
    <Label icon={<BuildingIcon />} isCompact>
      {t("kind.CORPORATE")}
    </Label>
  );
}
