import { Alert, Button, Card, CardBody, CardTitle, ClipboardCopy } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NewTokenDialog } from "./NewTokenDialog";
import { type OwnToken, revokeToken, tokensQuery } from "./own-queries";

export function TokensCard() {
  const { t } = useTranslation("access");
  const queries = useQueryClient();
  const tokens = useQuery(tokensQuery).data?.items ?? [];
  const [isMaking, make] = useState(false);
  const [made, setMade] = useState<string>();
  const [revoked, setRevoked] = useState<OwnToken>();
  const refresh = () => void queries.invalidateQueries({ queryKey: tokensQuery.queryKey });
  return (
    <Card>
      <CardTitle component="h2">{t("security.tokensTitle")}</CardTitle>
      {made !== undefined && (
        <CardBody>
          <Alert variant="success" isInline component="h3" title={t("security.tokenMade")}>
            {t("security.tokenKeep")}
          </Alert>
          <ClipboardCopy isReadOnly isCode textAriaLabel={t("security.tokenMade")}>
            {made}
          </ClipboardCopy>
          <Button variant="link" onClick={() => setMade(undefined)}>
            {t("security.close")}
          </Button>
        </CardBody>
      )}
      <CardBody>
        {tokens.length === 0 ? (
          t("security.tokensNone")
        ) : (
          <Table variant="compact" aria-label={t("security.tokensTitle")}>
            <Thead>
              <Tr>
                <Th>{t("security.tokenName")}</Th>
                <Th>{t("security.tokenPermissions")}</Th>
                <Th>{t("security.tokenExpires")}</Th>
                <Th>{t("security.tokenUsed")}</Th>
                <Th screenReaderText={t("security.tokenRevoke")} />
              </Tr>
            </Thead>
            <Tbody>
              {tokens.map((token) => (
                <Tr key={token.id}>
                  <Td dataLabel={t("security.tokenName")}>{token.name}</Td>
                  <Td dataLabel={t("security.tokenPermissions")}>{token.permissions.join(", ")}</Td>
                  <Td dataLabel={t("security.tokenExpires")}>
                    <Time of={token.expiresAt} />
                  </Td>
                  <Td dataLabel={t("security.tokenUsed")}>
                    <Time of={token.lastUsedAt} none={t("security.never")} isRelative />
                  </Td>
                  <Td isActionCell>
                    <Button variant="link" isInline isDanger onClick={() => setRevoked(token)}>
                      {t("security.tokenRevoke")}
                    </Button>
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </CardBody>
      <CardBody>
        <Button variant="secondary" onClick={() => make(true)}>
          {t("security.tokenNew")}
        </Button>
      </CardBody>
      {isMaking && (
        <NewTokenDialog
          onMade={(text) => {
            setMade(text);
            make(false);
            refresh();
          }}
          onClose={() => make(false)}
        />
      )}
      {revoked !== undefined && (
        <ConfirmDialog
          title={t("security.tokenRevokeTitle")}
          confirm={t("security.tokenRevoke")}
          isDanger
          onConfirm={async () => {
            await revokeToken(revoked.id);
            toast({ variant: "success", title: t("security.tokenRevoked") });
            refresh();
          }}
          onClose={() => setRevoked(undefined)}
        >
          {t("security.tokenRevokeBody", { name: revoked.name })}
        </ConfirmDialog>
      )}
    </Card>
  );
}
