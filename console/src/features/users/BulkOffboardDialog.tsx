import { Alert, Content, List, ListItem, Spinner } from "@patternfly/react-core";
import { FormDialog } from "@shared/forms/FormDialog";
import { ProblemText } from "@shared/forms/ProblemText";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useFormat } from "@shared/ui/format";
import { toast } from "@shared/ui/toasts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { JobStarted } from "./JobStarted";
import {
  lacksSuccessor,
  MailFields,
  RightsFields,
  useNewWish,
  WhenFields,
} from "./OffboardingFields";
import {
  type BulkPreview,
  bulkOffboardingPreviewQuery,
  offboardMany,
  requestOf,
  type Wish,
} from "./offboarding";
import type { UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";

/** More users than this don't leave with one click. */
const LARGE = 1_000;

const DATES = ["disableAt", "deleteAt", "mailUntil"] as const;

/** So many of those who can't be offboarded are named. */
const NAMED = 10;

interface Props {
  readonly organizationId: string;
  readonly selection: UserSelection;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks how many users leave, says what that would do, and starts the job. */
export function BulkOffboardDialog({ organizationId, selection, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const meant = useMeant(organizationId, selection);
  const count = meant.data?.count ?? 0;
  const { initial, check } = useNewWish();
  const form = useForm({
    initial: { ...initial, confirmation: "" },
    check: (values) => ({
      ...check(values),
      confirmation:
        count > LARGE && values.confirmation.trim() !== String(count)
          ? t("offboarding.many.typeNumber", { count })
          : undefined,
    }),
    save: ({ confirmation: _, ...wish }, { idempotencyKey }) =>
      offboardMany(organizationId, selection, requestOf(wish), idempotencyKey),
    onSaved: ({ jobId }) => {
      toast({
        variant: "info",
        title: t("acts.started", { count }),
        body: <JobStarted organizationId={organizationId} jobId={jobId} />,
      });
      onDone();
      onClose();
    },
  });
  if (meant.isError && meant.data === undefined) {
    return <NotMeant error={meant.error} onClose={onClose} />;
  }
  if (meant.data === undefined) {
    return null;
  }
  const { confirmation: _, ...wish } = form.values;
  // Of a date that is wrong or half typed it would tell something else than what is meant.
  // One that isn't asked for any more is none of that.
  const asked = DATES.filter((date) => date !== "mailUntil" || wish.mail !== "CLOSED");
  const isTold = !(lacksSuccessor(wish) || asked.some((date) => date in form.errors));
  return (
    <FormDialog
      size="medium"
      title={t("acts.askMany", { context: "offboard", count })}
      save={t("offboarding.verb")}
      isDanger
      form={form}
      onClose={onClose}
    >
      {meant.data.samples.length > 0 && <Samples samples={meant.data.samples} />}
      <WhenFields />
      <MailFields organizationId={organizationId} mail={wish.mail} />
      <RightsFields />
      {isTold && <Preview organizationId={organizationId} selection={selection} wish={wish} />}
      {count > LARGE && (
        <TextField
          name="confirmation"
          label={t("offboarding.many.confirmation", { count })}
          inputMode="numeric"
        />
      )}
    </FormDialog>
  );
}

interface PreviewProps {
  readonly organizationId: string;
  readonly selection: UserSelection;
  readonly wish: Wish;
}

/** What the server says it would do to the first of them. */
function Preview({ organizationId, selection, wish }: PreviewProps) {
  const { t } = useTranslation("users");
  const preview = useQuery(bulkOffboardingPreviewQuery(organizationId, selection, requestOf(wish)));
  if (preview.isError) {
    return (
      <Alert
        variant="danger"
        isInline
        component="p"
        title={<ProblemText error={preview.error} />}
      />
    );
  }
  return preview.data === undefined ? (
    <Spinner size="md" aria-label={t("loading")} />
  ) : (
    <Found preview={preview.data} wish={wish} />
  );
}

function Found({ preview, wish }: { readonly preview: BulkPreview; readonly wish: Wish }) {
  const { t } = useTranslation("users");
  const { number } = useFormat();
  const { count, looked, impossible, parts } = preview;
  return (
    <>
      <Content component="p">
        {looked < count
          ? t("offboarding.many.looked", { looked: number(looked) })
          : t("offboarding.previewBody")}
      </Content>
      <When of={wish} />
      <List aria-label={t("offboarding.preview")}>
        {parts.map(({ part, users }) => (
          <ListItem key={part}>
            {t("offboarding.many.part", {
              part: t(`offboarding.many.parts.${part}`),
              count: users,
            })}
          </ListItem>
        ))}
      </List>
      {impossible.length > 0 && (
        <Alert
          variant="warning"
          isInline
          component="p"
          title={t("offboarding.many.impossible", { count: impossible.length })}
        >
          <List isPlain>
            {impossible.slice(0, NAMED).map(({ userId, account, sentence }) => (
              <ListItem key={userId}>{`${account}: ${sentence}`}</ListItem>
            ))}
          </List>
        </Alert>
      )}
    </>
  );
}

/** When it happens, in plain words: what was typed is all that stands between a plan and an act. */
function When({ of }: { readonly of: Wish }) {
  const { t } = useTranslation("users");
  const { exactTime } = useFormat();
  const { disableAt, deleteAt, mailUntil } = { ...of, ...requestOf(of) };
  return (
    <>
      <Content component="p">
        <strong>
          {disableAt === null
            ? t("offboarding.many.atOnce")
            : t("offboarding.many.at", { at: exactTime(disableAt) })}
        </strong>
      </Content>
      {mailUntil !== null && (
        <Content component="p">
          {t("offboarding.many.mailUntil", { at: exactTime(mailUntil) })}
        </Content>
      )}
      {deleteAt !== null && (
        <Content component="p">
          {t("offboarding.many.deletedAt", { at: exactTime(deleteAt) })}
        </Content>
      )}
    </>
  );
}
