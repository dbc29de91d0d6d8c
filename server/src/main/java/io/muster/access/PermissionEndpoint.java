package io.muster.access;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of permissions. */
@RestController
@RequestMapping("/api/v1/permissions")
class PermissionEndpoint {

    record Catalogue(List<CatalogueSection> sections) {}

    record CatalogueSection(Permission.Section section, List<CatalogueEntry> permissions) {}

    /**
     * @param summary what it allows, in one English phrase
     * @param code the number by which other systems know it, unique together with the level only;
     *     null where they don't
     */
    record CatalogueEntry(
            Permission permission,
            Permission.Level level,
            String summary,
            @Nullable Integer code) {}

    /** All permissions by section, in the order in which they are shown. */
    @SignedIn(tokens = true)
    @GetMapping
    Catalogue catalogue() {
        return new Catalogue(
                Arrays.stream(Permission.Section.values())
                        .map(section ->
                                new CatalogueSection(
                                        section,
                                        Arrays.stream(Permission.values())
                                                .filter(permission ->
                                                        permission.section() == section)
                                                .map(PermissionEndpoint::entry)
                                                .toList()))
                        .toList());
    }

    private static CatalogueEntry entry(Permission permission) {
        return new CatalogueEntry(
                permission,
                permission.level(),
                permission.summary(),
                permission.code().orElse(null));
    }
}
