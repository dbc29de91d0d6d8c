package io.muster.webmail;

import io.muster.access.Actor;
import io.muster.access.SignedIn;
import io.muster.kernel.Problem;
import io.muster.kernel.SentBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files that are to go with a message. */
@RestController
@RequestMapping("/api/v1/me/mail/uploads")
class UploadEndpoint {

    private final MailDesk desk;
    private final Uploads uploads;

    UploadEndpoint(MailDesk desk, Uploads uploads) {
        this.desk = desk;
        this.uploads = uploads;
    }

    /**
     * @param type as follows from the ending of its name
     */
    record MailUpload(UUID id, String name, String type, long octets) {}

    /**
     * Uploads a file; the body is the file itself, at most 25 MiB. It is kept for a day, of one
     * user 100 at a time.
     *
     * @param name 1 to 255 characters
     */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PostMapping(consumes = "application/octet-stream")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = "string", format = "binary"))))
    MailUpload upload(Actor actor, @RequestParam String name, InputStream body) throws IOException {
        String file = MimePart.name(name);
        if (file.isEmpty() || name.length() > 255) {
            throw Problem.invalid("name", "length", "A file's name has 1 to 255 characters.")
                    .refusal();
        }
        return switch (uploads.take(desk.viewer(actor), file, body)) {
            case Uploads.Arrival.Taken(UUID id, String type, long octets) ->
                    new MailUpload(id, file, type, octets);
            case Uploads.Arrival.TooLarge _ -> {
                SentBody.passOver(body, 4L * Uploads.LARGEST);
                throw WebmailProblems.tooLarge(Uploads.LARGEST).refusal();
            }
            case Uploads.Arrival.TooMany _ ->
                    throw Problem.of(
                                    409,
                                    "webmail:too-many-uploads",
                                    "Too many files wait for a message",
                                    "100 files at most. Remove some, or send what they are for.")
                            .with(Map.of("most", 100))
                            .refusal();
        };
    }

    /** Takes a file back. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @DeleteMapping("/{uploadId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Actor actor, @PathVariable UUID uploadId) {
        if (!uploads.drop(desk.viewer(actor), uploadId)) {
            throw Problem.notFound("upload").refusal();
        }
    }
}
