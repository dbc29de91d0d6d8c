import { Tooltip } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { namesIn } from "./browser-names";

/** A browser as people call it, "Firefox on Linux"; all that it says of itself shows on hover. */
export function BrowserName({ of: agent }: { of: string }) {
  const { t } = useTranslation("shared");
  const { program, system } = namesIn(agent);
  return (
    <Tooltip content={agent}>
      <span>
        {program !== undefined && system !== undefined
          ? t("browserOn", { program, system })
          : (program ?? agent)}
      </span>
    </Tooltip>
  );
}
