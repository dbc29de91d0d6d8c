import { Button } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Block, blocksOf, piecesOf } from "./mail-text";
import { addressOf } from "./queries";
import { composeRoute } from "./routes";
import type { MailMessage } from "./types";

/** What is written in a message: designed where it is, else plain. */
export function MessageBody({ message }: { message: MailMessage }) {
  const { t } = useTranslation("webmail");
  if (message.html) {
    return <DesignedBody message={message} />;
  }
  return message.text === null || message.text.trim() === "" ? (
    <p className="muster-mail-text muster-mail-subtle">{t("reading.empty")}</p>
  ) : (
    <PlainBody text={message.text} />
  );
}

/**
 * HTML in a frame that may neither run scripts nor reach this page, as the server cleaned it. Its height can't
 * be measured for the same reason, so it scrolls and can be dragged larger.
 */
function DesignedBody({ message }: { message: MailMessage }) {
  const { t } = useTranslation("webmail");
  const [withImages, showImages] = useState(false);
  const [isPlain, showPlain] = useState(false);
  const search = withImages ? "?remoteImages=true" : "";
  return (
    <>
      <p className="muster-mail-choices">
        {message.remoteImages && !withImages && !isPlain && (
          <Button variant="secondary" size="sm" onClick={() => showImages(true)}>
            {t("reading.showImages")}
          </Button>
        )}
        {message.text !== null && (
          <Button variant="link" size="sm" onClick={() => showPlain(!isPlain)}>
            {t(isPlain ? "reading.designed" : "reading.plain")}
          </Button>
        )}
      </p>
      {isPlain ? (
        <PlainBody text={message.text ?? ""} />
      ) : (
        <iframe
          className="muster-mail-frame"
          title={t("reading.frame")}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          src={addressOf(message, "html") + search}
        />
      )}
    </>
  );
}

function PlainBody({ text }: { text: string }) {
  const blocks = blocksOf(text);
  return (
    <div className="muster-mail-text">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes
        <BlockText key={index} block={block} />
      ))}
    </div>
  );
}

function BlockText({ block }: { block: Block }) {
  const { t } = useTranslation("webmail");
  const [isShown, show] = useState(false);
  if (!block.isQuote) {
    return (
      <div>
        <Linked text={block.lines.join("\n")} />
      </div>
    );
  }
  return (
    <>
      <Button variant="link" size="sm" aria-expanded={isShown} onClick={() => show(!isShown)}>
        {t(isShown ? "reading.hideQuote" : "reading.showQuote", { count: block.lines.length })}
      </Button>
      {isShown && (
        <blockquote className="muster-mail-quote">
          <Linked text={block.lines.map((line) => line.replace(/^> ?/, "")).join("\n")} />
        </blockquote>
      )}
    </>
  );
}

function Linked({ text }: { text: string }) {
  return piecesOf(text).map(({ text: shown, link }, index) => {
    const key = `${index}`;
    if (link === undefined) {
      return shown;
    }
    return link.startsWith("mailto:") ? (
      <Link key={key} to={composeRoute.to({}, { to: link.slice("mailto:".length) })}>
        {shown}
      </Link>
    ) : (
      <a key={key} href={link} target="_blank" rel="noopener noreferrer nofollow">
        {shown}
      </a>
    );
  });
}
