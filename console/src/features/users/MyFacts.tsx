import { Button, DescriptionList } from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { toast } from "@shared/ui/toasts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { OWN_FIELDS } from "./defaults";
import { Fact } from "./Fact";
import { askForVerification, type MyProfile, myMailQuery, type OwnField } from "./queries";

/** What the organization keeps of somebody itself, and the names he signs in with. */
export function MyFacts({ mine }: { mine: MyProfile }) {
  const { t } = useTranslation("users");
  const { data: mail } = useQuery(myMailQuery);
  const aliases = mail?.aliases ?? [];
  const kept = OWN_FIELDS.filter((field) => !mine.editable.includes(field)).filter(
    (field) => field !== "work" && field !== "home",
  );
  return (
    <DescriptionList isHorizontal isCompact aria-label={t("mine.facts")}>
      {mine.address !== null && (
        <Fact term={t("address")}>
          {mine.address} <Verify address={mine.address} />
        </Fact>
      )}
      {aliases.length > 0 && <Fact term={t("mine.aliases")}>{aliases.join(", ")}</Fact>}
      {mail?.forwarding.active && (
        <Fact term={t("mine.forwarding")}>{mail.forwarding.targets.join(", ")}</Fact>
      )}
      {mine.logonName !== null && <Fact term={t("logonName")}>{mine.logonName}</Fact>}
      {kept
        .map((field) => ({ field, text: textOf(mine, field) }))
        .filter(({ text }) => text !== "")
        .map(({ field, text }) => (
          <Fact key={field} term={t(`fields.${field}`)}>
            {text}
          </Fact>
        ))}
    </DescriptionList>
  );
}

function textOf({ profile }: MyProfile, field: OwnField): string {
  const value = profile[field];
  return typeof value === "string" ? value : "";
}

/** Asks for the mail that proves the address. */
function Verify({ address }: { address: string }) {
  const { t } = useTranslation("users");
  const [isBusy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    try {
      await askForVerification();
      toast({ variant: "success", title: t("verification.sent", { address }) });
    } catch (error) {
      toast({
        variant: "danger",
        title: t("verification.notSent"),
        body: <ProblemText error={error} />,
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="link" isInline isLoading={isBusy} onClick={() => void ask()}>
      {t("verification.ask")}
    </Button>
  );
}
