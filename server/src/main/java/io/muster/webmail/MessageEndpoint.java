package io.muster.webmail;

import io.muster.access.Actor;
import io.muster.access.SignedIn;
import io.muster.kernel.Problem;
import io.muster.mailboxes.MailboxOwner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One message: to read, to see as HTML, to save. */
@RestController
@RequestMapping("/api/v1/me/mail/folders/{folderId}/messages/{uid}")
class MessageEndpoint {

    private final MailDesk desk;
    private final StoredMail mail;

    MessageEndpoint(MailDesk desk, StoredMail mail) {
        this.desk = desk;
        this.mail = mail;
    }

    /** Reads a message; that it was seen is said by marking it. */
    @SignedIn
    @GetMapping
    MailMessage read(Actor actor, @PathVariable UUID folderId, @PathVariable long uid) {
        return with(actor, folderId, uid, whole -> MailMessage.of(folderId, uid, whole));
    }

    /**
     * Its HTML as a page to be shown in a frame: without anything that acts, and with pictures from
     * elsewhere only where they are wished for, since they tell its sender who reads it.
     */
    @SignedIn
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = "text/html",
                                            schema = @Schema(type = "string"))))
    @GetMapping(path = "/html")
    ResponseEntity<String> html(
            Actor actor,
            @PathVariable UUID folderId,
            @PathVariable long uid,
            @RequestParam(defaultValue = "false") boolean remoteImages) {
        String page =
                with(actor, folderId, uid, whole -> MessageFiles.page(whole, remoteImages))
                        .orElseThrow(() -> Problem.notFound("HTML").refusal());
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .header("Content-Security-Policy", CleanHtml.contentPolicy(remoteImages))
                .header("X-Frame-Options", "SAMEORIGIN")
                .header("Referrer-Policy", "no-referrer")
                .body(page);
    }

    /** One of its files, by the number that reading the message tells. */
    @SignedIn
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = "string", format = "binary"))))
    @GetMapping("/parts/{part}")
    ResponseEntity<InputStreamResource> part(
            Actor actor,
            @PathVariable UUID folderId,
            @PathVariable long uid,
            @PathVariable String part) {
        return with(actor, folderId, uid, whole -> MessageFiles.file(whole, part))
                .map(file ->
                        download(
                                file.spooled(),
                                CleanHtml.isHarmless(file.type())
                                        ? file.type()
                                        : MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                file.name()))
                .orElseThrow(() -> Problem.notFound("part").refusal());
    }

    /** The message as it came, to be saved. */
    @SignedIn
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = "message/rfc822",
                                            schema = @Schema(type = "string", format = "binary"))))
    @GetMapping("/source")
    ResponseEntity<InputStreamResource> source(
            Actor actor, @PathVariable UUID folderId, @PathVariable long uid) {
        return download(
                with(actor, folderId, uid, MessageFiles::source),
                "message/rfc822",
                "message-" + uid + ".eml");
    }

    private static ResponseEntity<InputStreamResource> download(
            Spooled octets, String type, String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .contentLength(octets.octets())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(new InputStreamResource(octets.read()));
    }

    private <T> T with(
            Actor actor, UUID folderId, long uid, Function<StoredMail.Whole, T> reading) {
        MailboxOwner viewer = desk.viewer(actor);
        return mail.read(viewer, desk.folder(viewer, folderId), uid, reading)
                .orElseThrow(() -> Problem.notFound("message").refusal());
    }
}
