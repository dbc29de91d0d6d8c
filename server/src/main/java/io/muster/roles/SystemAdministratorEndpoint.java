package io.muster.roles;

import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.UserId;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The system administrators of the instance. */
@RestController
@RequestMapping("/api/v1/system-administrators")
class SystemAdministratorEndpoint {

    private final SystemAdministrators administrators;

    SystemAdministratorEndpoint(SystemAdministrators administrators) {
        this.administrators = administrators;
    }

    record Administrators(List<SystemAdministrator> items) {}

    /** All of them, by name. */
    @Needs(Permission.INSTANCE_ADMINISTRATORS)
    @GetMapping
    Administrators list(InstanceScope scope) {
        return new Administrators(administrators.list(scope));
    }

    /** Names a user; naming one who is it already changes nothing. */
    @Needs(Permission.INSTANCE_ADMINISTRATORS)
    @PutMapping("/{userId}")
    ResponseEntity<Void> add(InstanceScope scope, @PathVariable UserId userId) {
        return answer(administrators.add(scope, userId));
    }

    /** Takes all rights on the instance from him, from his next request on. */
    @Needs(Permission.INSTANCE_ADMINISTRATORS)
    @DeleteMapping("/{userId}")
    ResponseEntity<Void> remove(InstanceScope scope, @PathVariable UserId userId) {
        return answer(administrators.remove(scope, userId));
    }

    private static ResponseEntity<Void> answer(SystemAdministrators.Outcome outcome) {
        return switch (outcome) {
            case DONE, UNCHANGED -> ResponseEntity.noContent().build();
            case NO_SUCH_USER -> throw Problem.notFound("user").refusal();
            case LAST ->
                    throw Problem.of(
                                    409,
                                    "roles:last-system-administrator",
                                    "The last system administrator stays",
                                    "Name another one who can sign in first.")
                            .refusal();
        };
    }
}
