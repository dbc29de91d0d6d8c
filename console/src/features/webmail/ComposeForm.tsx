import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextArea,
  TextInput,
} from "@patternfly/react-core";
import PaperPlaneIcon from "@patternfly/react-icons/dist/esm/icons/paper-plane-icon";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { FieldText } from "@shared/forms/FieldText";
import { ProblemText } from "@shared/forms/ProblemText";
import { useFormat } from "@shared/ui/format";
import { PageFrame } from "@shared/ui/PageFrame";
import { type DragEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { FilesField } from "./FilesField";
import { RecipientFields } from "./RecipientFields";
import { mailRoute } from "./routes";
import { SaveOnLeave } from "./SaveOnLeave";
import type { MailMailbox } from "./types";
import { type Compose, useCompose } from "./use-compose";
import type { Start } from "./use-starting-letter";

interface Props {
  readonly start: Start;
  /** Under whose addresses this user may write. */
  readonly senders: readonly MailMailbox[];
}

/** Writes a message and sends it; what is written is kept as a draft meanwhile. */
export function ComposeForm({ start, senders }: Props) {
  const { t } = useTranslation("webmail");
  const compose = useCompose(start);
  const [isDiscarding, setDiscarding] = useState(false);
  const { letter, change, faults, uploads } = compose;
  const ids = { from: useId(), subject: useId(), text: useId() };
  const isAnswer = start.kind === "reply" || start.kind === "replyAll";
  const crumbs = [{ label: t("title"), to: mailRoute.to() }];
  return (
    <PageFrame
      title={t(`compose.title.${start.kind}`)}
      crumbs={crumbs}
      actions={<SaveState compose={compose} />}
    >
      <Form
        className="muster-mail-compose"
        aria-label={t(`compose.title.${start.kind}`)}
        onSubmit={(event) => {
          event.preventDefault();
          void compose.send();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void compose.send();
          }
        }}
        {...dropOf(uploads.add)}
      >
        {compose.problem !== undefined && (
          <Alert
            variant="danger"
            isInline
            isLiveRegion
            component="p"
            title={<ProblemText error={compose.problem} />}
          />
        )}
        {senders.length > 1 && (
          <FormGroup label={t("header.from")} fieldId={ids.from}>
            <FormSelect
              id={ids.from}
              value={letter.mailboxId}
              onChange={(_, mailboxId) => change({ mailboxId })}
            >
              {senders.map(({ id, name, address }) => (
                <FormSelectOption key={id} value={id} label={`${name} <${address}>`} />
              ))}
            </FormSelect>
            <FieldText id={`${ids.from}-text`} help={undefined} error={faults.get("mailboxId")} />
          </FormGroup>
        )}
        <RecipientFields compose={compose} hasFocusAtFirst={!isAnswer} />
        <FormGroup label={t("compose.subject")} fieldId={ids.subject}>
          <TextInput
            id={ids.subject}
            value={letter.subject}
            maxLength={998}
            autoComplete="off"
            aria-describedby={`${ids.subject}-text`}
            onChange={(_, subject) => change({ subject })}
          />
          <FieldText id={`${ids.subject}-text`} help={undefined} error={faults.get("subject")} />
        </FormGroup>
        <FormGroup label={t("compose.text")} fieldId={ids.text}>
          <TextArea
            id={ids.text}
            className="muster-mail-writing"
            value={letter.text}
            rows={14}
            resizeOrientation="vertical"
            autoFocus={isAnswer}
            // An answer begins above what it quotes.
            onFocus={({ target }) =>
              isAnswer && !compose.isTouched && target.setSelectionRange(0, 0)
            }
            onChange={(_, text) => change({ text })}
          />
          <FieldText id={`${ids.text}-text`} help={undefined} error={faults.get("text")} />
        </FormGroup>
        <FilesField
          files={letter.files}
          uploads={uploads}
          fault={[...faults].find(([name]) => name.startsWith("attachments"))?.[1]}
          onRemove={(file) => change({ files: letter.files.filter((one) => one !== file) })}
        />
        <Buttons compose={compose} onDiscard={() => setDiscarding(true)} />
      </Form>
      {/* Not inside the form: what is sent in a dialog would be sent in the form around it too. */}
      <Reminder compose={compose} />
      {isDiscarding && (
        <ConfirmDialog
          title={t("compose.discardTitle")}
          confirm={t("compose.discard")}
          isDanger
          onConfirm={compose.discard}
          onClose={() => setDiscarding(false)}
        >
          {t("compose.discardBody")}
        </ConfirmDialog>
      )}
      <SaveOnLeave draft={compose.draft} isUploading={uploads.isBusy} />
    </PageFrame>
  );
}

function Buttons({ compose, onDiscard }: { compose: Compose; onDiscard: () => void }) {
  const { t } = useTranslation("webmail");
  const isWaiting = compose.uploads.isBusy;
  return (
    <div className="muster-mail-send">
      <Button
        type="submit"
        icon={<PaperPlaneIcon />}
        isLoading={compose.isSending}
        isAriaDisabled={compose.isSending || isWaiting}
        title={t("compose.sendKey")}
      >
        {t("compose.send")}
      </Button>
      <Button variant="link" isDanger isAriaDisabled={compose.isSending} onClick={onDiscard}>
        {t("compose.discard")}
      </Button>
      {isWaiting && <span role="status">{t("attachments.waiting")}</span>}
    </div>
  );
}

/** What looks forgotten: asked once, before the message goes out. */
function Reminder({ compose }: { compose: Compose }) {
  const { t } = useTranslation("webmail");
  return compose.reminders.length === 0 ? null : (
    <ConfirmDialog
      title={t("remind.title")}
      confirm={t("remind.send")}
      cancel={t("remind.back")}
      onConfirm={() => compose.send({ isSure: true })}
      onClose={compose.forgetReminders}
    >
      {compose.reminders.map((one) => (
        <p key={one}>{t(`remind.${one}`)}</p>
      ))}
    </ConfirmDialog>
  );
}

function SaveState({ compose }: { compose: Compose }): ReactNode {
  const { t } = useTranslation("webmail");
  const format = useFormat();
  const { savedAt, fault } = compose.draft;
  return (
    <span role="status" className="muster-count">
      {fault !== undefined ? (
        <span className="muster-mail-refused">
          {t("compose.notSaved")} <ProblemText error={fault} />
        </span>
      ) : (
        savedAt !== undefined && t("compose.savedAt", { time: format.time(savedAt) })
      )}
    </span>
  );
}

/** Files may be dropped anywhere on the form. */
function dropOf(add: (files: readonly File[]) => void) {
  return {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      if (event.dataTransfer.files.length > 0) {
        event.preventDefault();
        add([...event.dataTransfer.files]);
      }
    },
  };
}
