package io.muster.imports;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.ImportEndpoint.ImportStarted;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes an import back, as long as it is kept. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/imports/{importId}")
class UndoEndpoint {

    private final ImportUndo undo;

    UndoEndpoint(ImportUndo undo) {
        this.undo = undo;
    }

    /**
     * Begins to say what undo of the import would do about each user, and changes nothing; a job.
     * Its verdicts are read with {@code pass=UNDO_CHECK}.
     */
    @Needs(Permission.USERS_IMPORT)
    @OncePerKey
    @PostMapping("/undo-check")
    ResponseEntity<ImportStarted> check(OrganizationScope scope, @PathVariable ImportId importId) {
        return ImportEndpoint.started(scope, undo.check(scope, importId));
    }

    /**
     * Begins to undo the import after a finished check of it; a job. Users whom it made are removed
     * for good, unless somebody changed them since or they have signed in; settings go back where
     * they are still what the import wrote, and roles that it gave are taken away. For each user it
     * needs the permission that the same act needs singly. What is left can be undone later, as
     * long as the import is kept.
     */
    @Needs(Permission.USERS_IMPORT)
    @OncePerKey
    @PostMapping("/undo")
    ResponseEntity<ImportStarted> undo(OrganizationScope scope, @PathVariable ImportId importId) {
        return ImportEndpoint.started(scope, undo.undo(scope, importId));
    }
}
