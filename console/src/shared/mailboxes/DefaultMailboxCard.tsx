import {
  Button,
  Card,
  CardBody,
  CardTitle,
  Content,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
} from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { useCan } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type DefaultMailbox,
  defaultMailboxQuery,
  ownDefaultMailboxQuery,
  saveDefaultMailbox,
  saveOwnDefaultMailbox,
} from "./queries";

interface Props {
  readonly organizationId: string;
  readonly userId: string;
}

/** Which mailbox a user works in first. Nothing for a user who has no mailbox of his own. */
export function DefaultMailboxCard({ organizationId, userId }: Props) {
  const { t } = useTranslation("shared");
  const mayChange = useCan()("mailboxes:delivery");
  const query = defaultMailboxQuery(organizationId, userId);
  const { data } = useQuery(query);
  return data === undefined ? null : (
    <Choice
      key={data.mailboxId}
      standing={data}
      queryKey={query.queryKey}
      body={t("defaultMailbox.body")}
      isFixed={!mayChange}
      save={(mailboxId) => saveDefaultMailbox(organizationId, userId, mailboxId)}
    />
  );
}

/** The same of whoever looks. Nothing where there is nothing to choose. */
export function OwnDefaultMailboxCard() {
  const { t } = useTranslation("shared");
  const { data } = useQuery(ownDefaultMailboxQuery);
  return data === undefined || data.choices.length === 0 ? null : (
    <Choice
      key={data.mailboxId}
      standing={data}
      queryKey={ownDefaultMailboxQuery.queryKey}
      body={t("defaultMailbox.ownBody")}
      isFixed={false}
      save={saveOwnDefaultMailbox}
    />
  );
}

interface ChoiceProps {
  readonly standing: DefaultMailbox;
  readonly queryKey: QueryKey;
  readonly body: string;
  readonly isFixed: boolean;
  readonly save: (mailboxId: string | null) => Promise<DefaultMailbox>;
}

function Choice({ standing, queryKey, body, isFixed, save }: ChoiceProps) {
  const { t } = useTranslation("shared");
  const queries = useQueryClient();
  const field = useId();
  const [chosen, choose] = useState(standing.mailboxId ?? "");
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      queries.setQueryData(queryKey, await save(chosen === "" ? null : chosen));
      await queries.invalidateQueries({ queryKey: ["mail"] });
      toast({ variant: "success", title: t("defaultMailbox.saved") });
    } catch (error) {
      toast({
        variant: "danger",
        title: t("defaultMailbox.notSaved"),
        body: <ProblemText error={error} />,
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <CardTitle component="h2">{t("defaultMailbox.title")}</CardTitle>
      <CardBody>
        <Content component="p">{body}</Content>
        <Form onSubmit={(event) => void submit(event)}>
          <FormGroup label={t("defaultMailbox.title")} fieldId={field}>
            <FormSelect
              id={field}
              value={chosen}
              isDisabled={isFixed}
              onChange={(_, value) => choose(value)}
            >
              <FormSelectOption value="" label={t("defaultMailbox.off")} />
              {standing.choices.map(({ id, name, address }) => (
                <FormSelectOption key={id} value={id} label={`${name} (${address})`} />
              ))}
            </FormSelect>
          </FormGroup>
          {!isFixed && (
            <div>
              <Button
                type="submit"
                variant="secondary"
                isLoading={isBusy}
                isDisabled={isBusy || chosen === (standing.mailboxId ?? "")}
              >
                {t("defaultMailbox.save")}
              </Button>
            </div>
          )}
        </Form>
      </CardBody>
    </Card>
  );
}
