import { meQuery } from "@shared/session/me";
import { OpenPage } from "@shared/ui/OpenPage";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { NewPasswordForm } from "./NewPasswordForm";
import { PasswordForm } from "./PasswordForm";
import type { SignInProgress } from "./queries";
import { RecoveryCodes } from "./RecoveryCodes";
import { SecondFactorForm } from "./SecondFactorForm";
import { SecondFactorSetup } from "./SecondFactorSetup";

/** Signs in, in as many steps as the server asks for, and goes back to where the user was. */
export default function SignInPage() {
  const { t } = useTranslation("access");
  const [step, setStep] = useState<SignInProgress>();
  const [search] = useSearchParams();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const me = useQuery(meQuery);
  const back = localPath(search.get("return"));
  const onProgress = async (progress: SignInProgress) => {
    const areCodesNew = progress.recoveryCodes.length > 0;
    if (progress.next === "SIGNED_IN" && !areCodesNew) {
      await enter();
    } else {
      setStep(progress);
    }
  };
  const enter = async () => {
    // Whatever an earlier user of this browser saw is not for this one.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
    await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    await navigate(back, { replace: true });
  };
  if (me.data && step === undefined) {
    return <Navigate to={back} replace />;
  }
  const startAgain = () => setStep(undefined);
  if (step !== undefined && step.recoveryCodes.length > 0) {
    return (
      <OpenPage title={t("recoveryCodes.title")} description={t("recoveryCodes.body")}>
        <RecoveryCodes
          codes={step.recoveryCodes}
          onKept={() => void onProgress({ ...step, recoveryCodes: [] })}
        />
      </OpenPage>
    );
  }
  switch (step?.next) {
    case "SECOND_FACTOR":
      return (
        <OpenPage title={t("secondFactor.title")}>
          <SecondFactorForm
            methods={step.methods}
            onProgress={onProgress}
            onStartAgain={startAgain}
          />
        </OpenPage>
      );
    case "SECOND_FACTOR_SETUP":
      return (
        <OpenPage title={t("secondFactorSetup.title")} description={t("secondFactorSetup.because")}>
          <SecondFactorSetup onProgress={onProgress} onStartAgain={startAgain} />
        </OpenPage>
      );
    case "NEW_PASSWORD":
      return (
        <OpenPage title={t("newPassword.title")} description={t("newPassword.because")}>
          <NewPasswordForm onProgress={onProgress} onStartAgain={startAgain} />
        </OpenPage>
      );
    default:
      return (
        <OpenPage title={t("signIn.title")}>
          <PasswordForm onProgress={onProgress} />
        </OpenPage>
      );
  }
}

/** Only a path of this console: an address of another site would make sign-in a lure (CWE-601). */
function localPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) ? path : "/";
}
