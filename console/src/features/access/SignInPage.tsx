import { meQuery } from "@shared/session/me";
import { OpenPage } from "@shared/ui/OpenPage";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { NewPasswordForm } from "./NewPasswordForm";
import { PasswordForm } from "./PasswordForm";
import type { SignInProgress } from "./queries";
import { SecondFactorForm } from "./SecondFactorForm";

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
    if (progress.next !== "done") {
      setStep(progress);
      return;
    }
    // Whatever an earlier user of this browser saw is not for this one.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
    await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    await navigate(back, { replace: true });
  };
  if (me.data && step === undefined) {
    return <Navigate to={back} replace />;
  }
  const startAgain = () => setStep(undefined);
  switch (step?.next) {
    case "second-factor":
      return (
        <OpenPage title={t("secondFactor.title")}>
          <SecondFactorForm
            methods={step.methods}
            onProgress={onProgress}
            onStartAgain={startAgain}
          />
        </OpenPage>
      );
    case "new-password":
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
