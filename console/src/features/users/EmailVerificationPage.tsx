import { Button, Content } from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { places } from "@shared/routing/places";
import { OpenPage } from "@shared/ui/OpenPage";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { verifyAddress } from "./queries";

/**
 * Where the link of the mail leads. It asks for a click: programs that look into mails open links, and
 * must not prove anything by that.
 */
export default function EmailVerificationPage() {
  const { t } = useTranslation("users");
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const verify = useMutation({ mutationFn: () => verifyAddress(token) });
  if (verify.isSuccess) {
    return (
      <OpenPage title={t("verification.doneTitle")}>
        <Content component="p" role="status">
          {t("verification.doneBody")}
        </Content>
        <Link to={places.home.to()}>{t("verification.goOn")}</Link>
      </OpenPage>
    );
  }
  if (token === "" || verify.isError) {
    return (
      <OpenPage title={t("verification.failedTitle")}>
        <Content component="p" role="alert">
          {verify.isError ? <ProblemText error={verify.error} /> : t("verification.noToken")}
        </Content>
        <Link to={places.account.to()}>{t("verification.again")}</Link>
      </OpenPage>
    );
  }
  return (
    <OpenPage title={t("verification.title")} description={t("verification.body")}>
      <Button isBlock isLoading={verify.isPending} onClick={() => verify.mutate()}>
        {t("verification.verb")}
      </Button>
    </OpenPage>
  );
}
