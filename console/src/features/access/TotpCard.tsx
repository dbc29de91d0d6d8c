import { Button, Card, CardBody, CardTitle, Flex } from "@patternfly/react-core";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  confirmTotp,
  offerTotp,
  recoveryCodesQuery,
  removeTotp,
  renewRecoveryCodes,
  totpQuery,
} from "./own-queries";
import { ProofDialog } from "./ProofDialog";
import type { TotpOffer } from "./queries";
import { RecoveryCodes } from "./RecoveryCodes";
import { TotpForm } from "./TotpForm";

type Dialog = "set-up" | "remove" | "renew";

export function TotpCard() {
  const { t } = useTranslation("access");
  const queries = useQueryClient();
  const status = useQuery(totpQuery).data;
  const left = useQuery(recoveryCodesQuery).data?.left ?? 0;
  const [dialog, open] = useState<Dialog>();
  const [offer, setOffer] = useState<TotpOffer>();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const close = () => open(undefined);
  const refresh = () => void queries.invalidateQueries({ queryKey: ["me"] });
  const showCodes = (answer: { codes: readonly string[] }) => {
    setOffer(undefined);
    setCodes(answer.codes);
    close();
    refresh();
  };
  return (
    <Card>
      <CardTitle component="h2">{t("security.totpTitle")}</CardTitle>
      <CardBody className="muster-spaced">
        {codes.length > 0 ? (
          <>
            <p>{t("recoveryCodes.body")}</p>
            <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
          </>
        ) : offer !== undefined ? (
          <TotpForm offer={offer} confirm={confirmTotp} onConfirmed={showCodes} />
        ) : status?.enabledAt == null ? (
          <>
            <p>{t("security.totpOff")}</p>
            <Button variant="secondary" onClick={() => open("set-up")}>
              {t("security.totpSetUp")}
            </Button>
          </>
        ) : (
          <>
            <p>
              {t("security.totpOn")} <Time of={status.enabledAt} />
            </p>
            <p>{t("security.codesLeft", { count: left })}</p>
            <Flex>
              <Button variant="secondary" onClick={() => open("renew")}>
                {t("security.codesRenew")}
              </Button>
              <Button variant="secondary" isDanger onClick={() => open("remove")}>
                {t("security.totpRemove")}
              </Button>
            </Flex>
          </>
        )}
      </CardBody>
      {dialog === "set-up" && (
        <ProofDialog
          title={t("totp.setUpTitle")}
          act={offerTotp}
          onDone={(made) => {
            setOffer(made);
            close();
          }}
          onClose={close}
        />
      )}
      {dialog === "renew" && (
        <ProofDialog
          title={t("security.codesRenew")}
          act={renewRecoveryCodes}
          onDone={showCodes}
          onClose={close}
        />
      )}
      {dialog === "remove" && (
        <ProofDialog
          title={t("security.totpRemove")}
          act={removeTotp}
          onDone={() => {
            toast({ variant: "success", title: t("security.totpRemoved") });
            close();
            refresh();
          }}
          onClose={close}
          isDanger
        />
      )}
    </Card>
  );
}
