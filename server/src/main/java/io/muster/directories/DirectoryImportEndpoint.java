package io.muster.directories;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.directories.DirectoryBrowsing.Newcomer;
import io.muster.directories.DirectoryBrowsing.People;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The people of directories over HTTP, and users made of them. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/directories/{directoryId}/actions")
class DirectoryImportEndpoint {

    private static final int MOST_LISTED = 500;

    private final DirectoryBrowsing browsing;
    private final DirectoryImports imports;

    DirectoryImportEndpoint(DirectoryBrowsing browsing, DirectoryImports imports) {
        this.browsing = browsing;
        this.imports = imports;
    }

    /**
     * Which people of the directory are meant; all that is said must hold.
     *
     * @param unit the distinguished name of an entry below the directory's base that they are
     *     below; at most 1,000 characters
     * @param group the distinguished name of a group that they are members of. Active Directory and
     *     Samba count members of members too
     * @param text is part of one of their names or their e-mail address; at most 100 characters
     * @param addressAsName whether the part of the e-mail address before the "@" is to be the logon
     *     name here, instead of the name that they have there; no when it is left out
     */
    record DirectoryBrowseRequest(
            @Nullable String unit,
            @Nullable String group,
            @Nullable String text,
            @Nullable Boolean addressAsName) {}

    /**
     * Whom users are made of; all that is said must hold.
     *
     * @param unit as for the list
     * @param group as for the list
     * @param text as for the list
     * @param entryIds of those who were chosen from the list, at most 1,000; unit, group and text
     *     don't count then. Left out for all that match
     * @param addressAsName as for the list
     * @param createUnits whether users come into units as the entries lie in the directory, made
     *     where they are missing; needs the permission {@code units:manage}. Else the defaults of
     *     new users say where they come; no when it is left out
     */
    record DirectoryImportRequest(
            @Nullable String unit,
            @Nullable String group,
            @Nullable String text,
            @Nullable List<String> entryIds,
            @Nullable Boolean addressAsName,
            @Nullable Boolean createUnits) {}

    /**
     * Somebody in the directory who is no user here yet.
     *
     * @param entryId stays when the entry is renamed or moved
     * @param entryName its distinguished name
     * @param logonName that he would have here; empty where he can't have one
     * @param address his e-mail address, as the directory has it
     * @param against why no user can be made of him, as a sentence; empty where one can
     */
    record DirectoryPerson(
            String entryId,
            String entryName,
            String logonName,
            String address,
            String displayName,
            String against) {

        static DirectoryPerson of(Newcomer newcomer) {
            AttributeMapping values = newcomer.entry().values();
            return new DirectoryPerson(
                    values.entryId(),
                    newcomer.entry().name(),
                    newcomer.logonName(),
                    values.address(),
                    values.displayName(),
                    newcomer.against());
        }
    }

    /**
     * @param people the first 500
     * @param total how many there are, of the first 20,000 entries that the directory named
     * @param here how many more are left out, because a user, an alias, a group or a mailbox has
     *     their name, or the entry has a user already
     * @param cut whether the directory has more entries than were read
     */
    record DirectoryPeople(List<DirectoryPerson> people, int total, int here, boolean cut) {}

    /**
     * The job that makes the users.
     *
     * @param total how many entries it treats
     * @param here how many are left alone, because they are here already
     * @param cut whether the directory has more, for another import
     */
    record StartedDirectoryImport(JobId jobId, int total, int here, boolean cut) {}

    /**
     * Lists the people of a directory who are no users here yet. Changes nothing there or here. An
     * organization reads 2 directories at once at most, the instance 6.
     */
    @Needs(Permission.USERS_IMPORT)
    @PostMapping("/browse")
    DirectoryPeople browse(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @RequestBody DirectoryBrowseRequest request) {
        People people =
                browsing.browse(
                        scope,
                        directoryId,
                        new EntryQuery(request.unit(), request.group(), request.text(), List.of()),
                        Boolean.TRUE.equals(request.addressAsName()));
        return new DirectoryPeople(
                people.newcomers().stream().limit(MOST_LISTED).map(DirectoryPerson::of).toList(),
                people.newcomers().size(),
                people.here(),
                people.cut());
    }

    /**
     * Makes users of people of a directory: a job treats each by himself, stops at none and says of
     * each what became of him. They sign in as the directory says, get the defaults of new users
     * for all that it is silent of, and stay linked to their entries. Nothing is written to the
     * directory. Who is here already is left alone, so an import sent twice makes no user twice; of
     * more than 20,000 entries the first are treated.
     */
    @Needs(Permission.USERS_IMPORT)
    @PostMapping("/import")
    ResponseEntity<StartedDirectoryImport> start(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @RequestBody DirectoryImportRequest request) {
        boolean createUnits = Boolean.TRUE.equals(request.createUnits());
        if (createUnits) {
            scope.demand(Permission.UNITS_MANAGE);
        }
        List<String> chosen = request.entryIds();
        if (chosen != null && (chosen.isEmpty() || chosen.stream().anyMatch(Objects::isNull))) {
            throw Problem.invalid("entryIds", "required", "Choose at least one, or leave this out.")
                    .refusal();
        }
        DirectoryImports.Started started =
                imports.start(
                        scope,
                        directoryId,
                        new EntryQuery(
                                request.unit(),
                                request.group(),
                                request.text(),
                                chosen == null ? List.of() : chosen),
                        new DirectoryImportWork.Options(
                                directoryId,
                                Boolean.TRUE.equals(request.addressAsName()),
                                createUnits));
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/jobs/%s"
                                        .formatted(scope.organization(), started.job())))
                .body(
                        new StartedDirectoryImport(
                                started.job(), started.total(), started.here(), started.cut()));
    }
}
