package io.muster.webmail;

import io.muster.access.Actor;
import io.muster.access.SignedIn;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import io.muster.mailboxes.MailboxOwner;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Drafts, and what is sent. */
@RestController
@RequestMapping("/api/v1/me/mail")
class LetterEndpoint {

    private final Letters letters;
    private final MailDesk desk;
    private final StoredMail mail;

    LetterEndpoint(Letters letters, MailDesk desk, StoredMail mail) {
        this.letters = letters;
        this.desk = desk;
        this.mail = mail;
    }

    /** Where a message is. */
    record MailPlace(UUID folderId, long uid) {

        static MailPlace of(Letters.Place place) {
            return new MailPlace(place.folder(), place.uid());
        }

        Letters.Place place() {
            return new Letters.Place(folderId, uid);
        }
    }

    /**
     * A letter to be sent.
     *
     * @param draft what it was written from, which is gone when it is sent; null or missing where
     *     it was never kept
     */
    record MailSendRequest(Letter letter, @Nullable MailPlace draft) {}

    /** A file of a draft, to be named so when the draft is kept anew. */
    record DraftFile(UUID folderId, long uid, String part, String name, String type, long octets) {}

    /**
     * @param mailboxId under whose address it is to be sent
     */
    record MailDraft(
            MailboxId mailboxId,
            List<MailAddress> to,
            List<MailAddress> cc,
            List<MailAddress> bcc,
            String subject,
            String text,
            Letter.@Nullable AnswerTo answerTo,
            List<DraftFile> attachments) {}

    /**
     * Keeps a letter among the drafts of its mailbox, or of one's own where one may not write
     * there.
     */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PostMapping("/drafts")
    @ResponseStatus(HttpStatus.CREATED)
    MailPlace keep(Actor actor, @RequestBody Letter letter) {
        return MailPlace.of(letters.keep(actor, letter, null));
    }

    /** Keeps a letter in the place of a draft, which gets another number. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PutMapping("/drafts/{folderId}/{uid}")
    MailPlace replace(
            Actor actor,
            @RequestBody Letter letter,
            @PathVariable UUID folderId,
            @PathVariable long uid) {
        return MailPlace.of(letters.keep(actor, letter, new Letters.Place(folderId, uid)));
    }

    /** Reads a draft, to go on writing. */
    @SignedIn
    @GetMapping("/drafts/{folderId}/{uid}")
    MailDraft read(Actor actor, @PathVariable UUID folderId, @PathVariable long uid) {
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder folder = desk.folder(viewer, folderId);
        return mail.read(viewer, folder, uid, whole -> DraftReading.of(folder, uid, whole))
                .flatMap(draft -> draft)
                .orElseThrow(() -> Problem.notFound("draft").refusal());
    }

    /** Deletes a draft for good. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @DeleteMapping("/drafts/{folderId}/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(Actor actor, @PathVariable UUID folderId, @PathVariable long uid) {
        letters.drop(actor, new Letters.Place(folderId, uid));
    }

    /**
     * Sends a letter, to all of its recipients or to none. What is sent is kept in the sender's
     * folder for it, the message that it answers is marked so, and the draft is gone: 409 where it
     * was before, so that a letter sent twice arrives once. 422 names each address that can't be
     * reached, 429 is for whoever writes to too many in an hour.
     */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PostMapping("/messages")
    @ResponseStatus(HttpStatus.CREATED)
    MailPlace send(Actor actor, @RequestBody MailSendRequest request) {
        MailPlace draft = request.draft();
        return MailPlace.of(
                letters.send(actor, request.letter(), draft == null ? null : draft.place()));
    }
}
