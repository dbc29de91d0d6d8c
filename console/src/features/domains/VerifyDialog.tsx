import {
  Alert,
  Button,
  Content,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalVariant,
  Radio,
  Stack,
} from "@patternfly/react-core";
import { CopyOnce } from "@shared/forms/CopyOnce";
import { ProblemText } from "@shared/forms/ProblemText";
import { Time } from "@shared/ui/Time";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { chooseMethod, type Domain, domainsQuery, type ProofMethod, verifyDomain } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly domain: Domain;
  readonly onClose: () => void;
}

const METHODS: readonly ProofMethod[] = ["TXT", "CNAME"];

/** The record that proves the domain, and a look whether it is there. */
export function VerifyDialog({ organizationId, domain, onClose }: Props) {
  const { t } = useTranslation("domains");
  const queries = useQueryClient();
  const title = useId();
  const radios = useId();
  const onSettled = () =>
    queries.invalidateQueries({ queryKey: domainsQuery(organizationId).queryKey });
  const look = useMutation({
    mutationFn: () => verifyDomain(organizationId, domain.id),
    onSettled,
  });
  const choice = useMutation({
    mutationFn: (method: ProofMethod) => chooseMethod(organizationId, domain, method),
    onSettled,
  });
  const isVerified = domain.state !== "UNVERIFIED";
  const { proof } = domain;
  return (
    <Modal variant={ModalVariant.medium} isOpen onClose={onClose} aria-labelledby={title}>
      <ModalHeader
        title={t(isVerified ? "verify.recordTitle" : "verify.title", {
          name: domain.displayName,
        })}
        labelId={title}
        description={t(isVerified ? "verify.recordBody" : "verify.body")}
      />
      <ModalBody>
        <Stack hasGutter>
          {!isVerified && (
            <Form onSubmit={(event) => event.preventDefault()}>
              <FormGroup role="radiogroup" label={t("method")}>
                {METHODS.map((method) => (
                  <Radio
                    key={method}
                    id={`${radios}-${method}`}
                    name={radios}
                    label={t(`methods.${method}`)}
                    isChecked={proof.method === method}
                    isDisabled={choice.isPending}
                    onChange={() => choice.mutate(method)}
                  />
                ))}
              </FormGroup>
            </Form>
          )}
          <CopyOnce label={t("verify.host")} value={proof.host} isOnce={false} />
          <CopyOnce label={t(`verify.values.${proof.method}`)} value={proof.value} isOnce={false} />
          <Alert variant="info" isInline isPlain component="p" title={t("verify.leave")} />
          {choice.isError && <ProblemText error={choice.error} />}
          {look.isError && <ProblemText error={look.error} />}
          <Outcome of={domain} />
        </Stack>
      </ModalBody>
      <ModalFooter>
        <Button
          isLoading={look.isPending}
          isDisabled={look.isPending}
          onClick={() => look.mutate()}
        >
          {t(isVerified ? "verify.again" : "verify.now")}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t("verify.close")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

/** What the last look came to, and what stood there. */
function Outcome({ of }: { readonly of: Domain }) {
  const { t } = useTranslation("domains");
  const finding = of.lastFinding;
  if (finding == null) {
    return null;
  }
  return (
    <Alert
      variant={finding.outcome === "FOUND" ? "success" : "warning"}
      isInline
      isLiveRegion
      component="p"
      title={t(`outcomes.${finding.outcome}`)}
    >
      {finding.outcome === "DIFFERENT" && (
        <>
          {t("verify.found")}
          <Content component="ul">
            {finding.found.map((value) => (
              <Content component="li" key={value} className="muster-mail-text">
                <code>{value}</code>
              </Content>
            ))}
          </Content>
        </>
      )}
      {of.verification === "RUNNING" && of.givesUpAt != null && (
        <p>
          {t("verify.goesOn")} <Time of={of.givesUpAt} />
        </p>
      )}
      {of.verification === "EXPIRED" && <p>{t("verify.expired")}</p>}
      {of.verification === "DONE" && of.state === "INACTIVE" && <p>{t("verify.next")}</p>}
    </Alert>
  );
}
