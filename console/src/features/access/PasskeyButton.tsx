import { Alert, Button } from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { hasPasskeys, signInWithPasskey } from "./passkey";
import type { SignInProgress } from "./queries";

/** Signs in with a passkey, where the browser has them. */
export function PasskeyButton({ onProgress }: { onProgress: (next: SignInProgress) => unknown }) {
  const { t } = useTranslation("access");
  const act = useMutation({ mutationFn: signInWithPasskey, onSuccess: onProgress });
  if (!hasPasskeys()) {
    return null;
  }
  return (
    <>
      {act.error && (
        <Alert variant="danger" isInline component="h2" title={<ProblemText error={act.error} />} />
      )}
      <Button
        variant="secondary"
        isBlock
        isLoading={act.isPending}
        isAriaDisabled={act.isPending}
        onClick={() => act.mutate()}
      >
        {t("signIn.passkey")}
      </Button>
    </>
  );
}
