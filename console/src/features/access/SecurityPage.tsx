import { Stack, StackItem } from "@patternfly/react-core";
import { PageFrame } from "@shared/ui/PageFrame";
import { useTranslation } from "react-i18next";
import { ImpersonationsCard } from "./ImpersonationsCard";
import { PasskeysCard } from "./PasskeysCard";
import { PasswordCard } from "./PasswordCard";
import { SessionsCard } from "./SessionsCard";
import { TokensCard } from "./TokensCard";
import { TotpCard } from "./TotpCard";

/** What guards one's own account: password, second factor, sessions, tokens. */
export default function SecurityPage() {
  const { t } = useTranslation("access");
  return (
    <PageFrame title={t("security.title")} description={t("security.description")}>
      <Stack hasGutter>
        {[PasswordCard, PasskeysCard, TotpCard, SessionsCard, ImpersonationsCard, TokensCard].map(
          (Part) => (
            <StackItem key={Part.name}>
              <Part />
            </StackItem>
          ),
        )}
      </Stack>
    </PageFrame>
  );
}
