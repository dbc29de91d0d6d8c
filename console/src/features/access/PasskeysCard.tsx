import { Button, Card, CardBody, CardTitle, Flex } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { passkeysQuery, removePasskey } from "./own-queries";
import { NewPasskeyDialog, RenamePasskeyDialog } from "./PasskeyDialogs";
import { ProofDialog } from "./ProofDialog";
import { hasPasskeys, type OwnPasskey } from "./passkey";
import { RecoveryCodes } from "./RecoveryCodes";

type Dialog = { readonly act: "rename" | "remove"; readonly passkey: OwnPasskey } | { act: "add" };

export function PasskeysCard() {
  const { t } = useTranslation("access");
  const queries = useQueryClient();
  const passkeys = useQuery(passkeysQuery).data?.items ?? [];
  const [dialog, open] = useState<Dialog>();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const close = () => open(undefined);
  const done = (title: string) => {
    toast({ variant: "success", title });
    close();
    void queries.invalidateQueries({ queryKey: ["me"] });
  };
  return (
    <Card>
      <CardTitle component="h2">{t("passkeys.title")}</CardTitle>
      {codes.length > 0 && (
        <CardBody>
          <p>{t("recoveryCodes.body")}</p>
          <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
        </CardBody>
      )}
      <CardBody>
        {passkeys.length === 0 ? (
          t("passkeys.none")
        ) : (
          <Table variant="compact" aria-label={t("passkeys.title")}>
            <Thead>
              <Tr>
                <Th>{t("passkeys.label")}</Th>
                <Th>{t("passkeys.added")}</Th>
                <Th>{t("passkeys.used")}</Th>
                <Th screenReaderText={t("passkeys.remove")} />
              </Tr>
            </Thead>
            <Tbody>
              {passkeys.map((passkey) => (
                <Tr key={passkey.id}>
                  <Td dataLabel={t("passkeys.label")}>{passkey.label}</Td>
                  <Td dataLabel={t("passkeys.added")}>
                    <Time of={passkey.createdAt} />
                  </Td>
                  <Td dataLabel={t("passkeys.used")}>
                    <Time of={passkey.lastUsedAt} isRelative />
                  </Td>
                  <Td isActionCell>
                    <Flex>
                      <Button
                        variant="link"
                        isInline
                        onClick={() => open({ act: "rename", passkey })}
                      >
                        {t("passkeys.rename")}
                      </Button>
                      <Button
                        variant="link"
                        isInline
                        isDanger
                        onClick={() => open({ act: "remove", passkey })}
                      >
                        {t("passkeys.remove")}
                      </Button>
                    </Flex>
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </CardBody>
      {hasPasskeys() && (
        <CardBody>
          <Button variant="secondary" onClick={() => open({ act: "add" })}>
            {t("passkeys.add")}
          </Button>
        </CardBody>
      )}
      {dialog?.act === "add" && (
        <NewPasskeyDialog
          onMade={({ recoveryCodes }) => {
            setCodes(recoveryCodes);
            done(t("passkeys.done"));
          }}
          onClose={close}
        />
      )}
      {dialog?.act === "rename" && (
        <RenamePasskeyDialog
          passkey={dialog.passkey}
          onRenamed={() => done(t("passkeys.renamed"))}
          onClose={close}
        />
      )}
      {dialog?.act === "remove" && (
        <ProofDialog
          title={t("passkeys.removeTitle", { name: dialog.passkey.label })}
          act={(password) => removePasskey(dialog.passkey.id, password)}
          onDone={() => done(t("passkeys.removed"))}
          onClose={close}
          isDanger
        />
      )}
    </Card>
  );
}
