import { Alert, Button, Card, CardBody, CardTitle } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useMe } from "@shared/session/me";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type RelayTestResult, testRelay } from "./queries";
import { useReason } from "./reasons";

/** Sends a test mail through the relay as it is saved and says what became of it. */
export function RelayTest() {
  const { t } = useTranslation("notifications");
  const me = useMe();
  const reasonOf = useReason();
  const [tested, setTested] = useState<RelayTestResult & { to: string }>();
  const form = useForm({
    initial: { to: me.user.address ?? "" },
    save: ({ to }) => testRelay(to),
    onSaved: (result, { to }) => setTested({ ...result, to }),
  });
  return (
    <Card>
      <CardTitle component="h2">{t("relay.test.title")}</CardTitle>
      <CardBody>
        <FormFrame form={form} warnsOnLeave={false} aria-label={t("relay.test.title")}>
          <TextField
            name="to"
            label={t("relay.test.to")}
            type="email"
            help={t("relay.test.help")}
            isRequired
          />
          <div>
            <Button
              type="submit"
              variant="secondary"
              isLoading={form.isSaving}
              isAriaDisabled={form.isSaving}
            >
              {t("relay.test.send")}
            </Button>
          </div>
          {tested !== undefined && (
            <Alert
              isInline
              isLiveRegion
              component="p"
              variant={tested.accepted ? "success" : "danger"}
              title={
                tested.accepted
                  ? t("relay.test.accepted", { to: tested.to })
                  : t("relay.test.failed")
              }
            >
              {reasonOf(tested.reason)}
            </Alert>
          )}
        </FormFrame>
      </CardBody>
    </Card>
  );
}
