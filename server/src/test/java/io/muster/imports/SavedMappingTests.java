package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Mappings that an organization keeps under a name, for files that come again and again. */
@MusterTest
class SavedMappingTests {

    @Autowired private World world;

    private OrganizationScope acme;
    private Browser owner;
    private ImportDesk desk;
    private String base;
    private String domain;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
        domain = desk.domain();
        acme = desk.organization();
        owner = desk.browser();
        base = "/api/v1/organizations/" + acme.organization() + "/imports/mappings";
    }

    @Test
    void mapsTheNextFileByItsHeadersWhereverTheyStand() {
        Answer saved =
                owner.post(
                        base,
                        with(
                                mapping(
                                        "Wages office",
                                        "Kürzel",
                                        "logonName",
                                        "Post",
                                        "address",
                                        "Lohn",
                                        null),
                                Map.of("existing", "SKIP", "newPasswords", "NONE")));
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(201);
        assertThat(owner.get(saved.header("Location").orElseThrow()).json())
                .isEqualTo(saved.json());
        var file = desk.file("Post;Lohn;Kürzel\nann@%s;7;ann.%1$s\n".formatted(domain));
        JsonNode used = use(file, saved).json();
        assertThat(used.at("/missing").size() + used.at("/added").size()).isZero();
        JsonNode read = file.read().json();
        assertThat(fields(read)).containsExactly("address", "", "logonName");
        assertThat(read.at("/existing").asString()).isEqualTo("SKIP");
        assertThat(read.at("/newPasswords").asString()).isEqualTo("NONE");
        file.check();
        file.run();
        assertThat(desk.user("ann@" + domain).at("/logonName").asString())
                .isEqualTo("ann." + domain);
    }

    @Test
    void saysWhichColumnsTheFileLacksAndWhichItDoesNotKnow() {
        Answer saved =
                owner.post(
                        base,
                        mapping("Wages office", "E-mail", "address", "Chef", null, "Amt", "title"));
        var file = desk.file("e_mail;Department\nann@%s;Ward 3\n".formatted(domain));
        JsonNode used = use(file, saved).json();
        assertThat(used.at("/missing")).extracting(JsonNode::asString).containsExactly("Amt");
        assertThat(used.at("/added")).extracting(JsonNode::asString).containsExactly("Department");
        assertThat(fields(file.read().json())).containsExactly("address", "");
    }

    @Test
    void refusesAFileOfAnotherKindAndLeavesItAsItIs() {
        Answer saved = owner.post(base, mapping("Wages office", "Kürzel", "logonName"));
        var file = desk.file("E-mail\nann@%s\n".formatted(domain));
        Answer refused = use(file, saved);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:problem:imports:mapping-does-not-fit");
        assertThat(refused.json().at("/missing"))
                .extracting(JsonNode::asString)
                .containsExactly("Kürzel");
        assertThat(fields(file.read().json())).containsExactly("address");
    }

    @Test
    void keepsTheTemporaryPasswordOfTheFileAndNoneOfItsOwn() {
        var file = desk.file("E-mail\nann@%s\n".formatted(domain));
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        Answer saved = owner.post(base, mapping("Plain", "E-mail", "address"));
        assertThat(saved.response().body()).doesNotContain("assword\":\"");
        assertThat(use(file, saved).status()).isEqualTo(200);
        assertThat(file.read().json().at("/temporaryPasswordSet").asBoolean()).isTrue();
    }

    @Test
    void isNotUsedForAFileThatSomebodyConfiguredMeanwhileAndShowsHowItIsNow() {
        var file = desk.file("E-mail;Amt\nann@%s;Nurse\n".formatted(domain));
        String read = file.read().header("ETag").orElseThrow();
        Answer saved = owner.post(base, mapping("Plain", "E-mail", "address"));
        file.configure(Map.of("existing", "SKIP"));
        Answer late =
                owner.send(
                        "POST",
                        base.replace("/mappings", "/" + file.id() + "/mapping"),
                        Map.of("mappingId", saved.text("id")),
                        Map.of("If-Match", read));
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/id")).isEqualTo(file.id());
        assertThat(late.text("current/existing")).isEqualTo("SKIP");
        assertThat(late.json().at("/current/columns").size()).isEqualTo(2);
    }

    @Test
    void isRenamedAndChangedByWhoReadItAsItIsAndDeleted() {
        Answer saved = owner.post(base, mapping("Wages office", "E-mail", "address"));
        String path = base + "/" + saved.text("id");
        String tag = saved.header("ETag").orElseThrow();
        Answer renamed =
                owner.put(path, mapping("Payroll", "E-mail", "address", "Amt", "title"), tag);
        assertThat(renamed.status()).as(renamed.response().body()).isEqualTo(200);
        assertThat(names()).containsExactly("Payroll");
        assertThat(renamed.json().at("/columns").size()).isEqualTo(2);

        Answer late = owner.put(path, mapping("Late", "E-mail", "address"), tag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/name")).isEqualTo("Payroll");
        assertThat(owner.delete(path, tag).status()).isEqualTo(412);
        assertThat(owner.send("DELETE", path, null, Map.of()).status()).isEqualTo(428);
        assertThat(names()).containsExactly("Payroll");

        assertThat(owner.delete(path, renamed.header("ETag").orElseThrow()).status())
                .isEqualTo(204);
        assertThat(names()).isEmpty();
        assertThat(owner.get(path).status()).isEqualTo(404);
    }

    @Test
    void hasANameOfItsOwnHoweverItIsWritten() {
        owner.post(base, mapping("Wages office", "E-mail", "address"));
        Answer twice = owner.post(base, mapping(" WAGES Office ", "E-mail", "address"));
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text("type")).isEqualTo("urn:problem:imports:mapping-name-taken");
        Answer other = owner.post(base, mapping("Payroll", "E-mail", "address"));
        assertThat(
                        owner.put(
                                        base + "/" + other.text("id"),
                                        mapping("wages office", "E-mail", "address"),
                                        other.header("ETag").orElseThrow())
                                .text("type"))
                .isEqualTo("urn:problem:imports:mapping-name-taken");
        assertThat(names()).containsExactly("Payroll", "Wages office");
    }

    @Test
    void isRefusedWithoutAUsernameWithASettingTwiceAndPastItsLimits() {
        assertThat(errorOf(mapping("a", "Amt", "title"))).isEqualTo("columns username-missing");
        assertThat(errorOf(mapping("a", "A", "address", "B", "address")))
                .isEqualTo("columns[1] mapped-twice");
        assertThat(errorOf(mapping("a", "A", "shoeSize"))).isEqualTo("columns[0] unknown-value");
        assertThat(errorOf(mapping(" ", "A", "address"))).isEqualTo("name length");
        assertThat(errorOf(mapping("a\nb", "A", "address"))).isEqualTo("name length");
        assertThat(errorOf(mapping("a".repeat(101), "A", "address"))).isEqualTo("name length");
        assertThat(errorOf(mapping("a", "A".repeat(201), "address")))
                .isEqualTo("columns[0] length");
        List<Map<String, @Nullable Object>> many = new ArrayList<>();
        IntStream.range(0, 1_001).forEach(i -> many.add(column("c" + i, null)));
        assertThat(errorOf(with(mapping("a", "A", "address"), Map.of("columns", many))))
                .isEqualTo("columns too-many");
        assertThat(names()).isEmpty();
    }

    @Test
    void areAHundredAtMost() {
        for (int i = 0; i < SavedMapping.MOST; i++) {
            owner.post(base, mapping("Mapping " + i, "E-mail", "address"));
        }
        Answer refused = owner.post(base, mapping("One more", "E-mail", "address"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:problem:imports:too-many-mappings");
        assertThat(refused.json().at("/most").asInt()).isEqualTo(100);
        assertThat(names()).hasSize(100);
    }

    @Test
    void belongToOneOrganization() {
        Answer saved = owner.post(base, mapping("Wages office", "E-mail", "address"));
        OrganizationScope other = world.organization("Other " + domain);
        world.owner(other, "olga@" + domain);
        Browser olga = world.signedIn("olga@" + domain);
        String there = "/api/v1/organizations/" + other.organization() + "/imports/mappings";
        assertThat(olga.get(there).json().at("/mappings").size()).isZero();
        assertThat(olga.get(there + "/" + saved.text("id")).status()).isEqualTo(404);
        assertThat(olga.get(base).status()).isEqualTo(404);
        var file = new ImportDesk(olga, other).file("E-mail\nann@%s\n".formatted(domain));
        assertThat(new ImportDesk(olga, other).use(file, saved.text("id")).status()).isEqualTo(404);
        assertThat(olga.post(there, mapping("Wages office", "E-mail", "address")).status())
                .isEqualTo(201);
    }

    @Test
    void makeNoUnitsForWhoMayMakeNone() {
        Answer saved =
                owner.post(
                        base,
                        with(
                                mapping("With units", "E-mail", "address", "Unit", "unit"),
                                Map.of("createUnits", true)));
        String token =
                owner.post(
                                "/api/v1/me/tokens",
                                Map.of(
                                        "name",
                                        "import",
                                        "permissions",
                                        List.of("users:import", "users:read", "jobs:read"),
                                        "days",
                                        1,
                                        "password",
                                        World.PASSWORD))
                        .text("text");
        var clerk = new ImportDesk(world.browser().withToken(token), acme);
        var file = clerk.file("E-mail;Unit\nann@%s;Sales\n".formatted(domain));
        Answer refused = clerk.use(file, saved.text("id"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("units:manage");
        assertThat(use(file, saved).status()).isEqualTo(200);
    }

    @Test
    void writeEachChangeToTheAuditLog() {
        Answer saved = owner.post(base, mapping("Wages office", "E-mail", "address"));
        String path = base + "/" + saved.text("id");
        Answer renamed =
                owner.put(
                        path,
                        mapping("Payroll", "E-mail", "address"),
                        saved.header("ETag").orElseThrow());
        owner.delete(path, renamed.header("ETag").orElseThrow());
        assertThat(audited("imports.mapping-saved")).contains("Wages office", "E-mail=address");
        assertThat(audited("imports.mapping-changed")).contains("Wages office", "Payroll");
        assertThat(audited("imports.mapping-deleted")).contains("Payroll");
    }

    private String audited(String action) {
        return desk.get("/audit?action=" + action).json().at("/items").toString();
    }

    private Answer use(ImportDesk.File file, Answer saved) {
        return desk.use(file, saved.text("id"));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        owner.get(base)
                .json()
                .at("/mappings")
                .forEach(mapping -> names.add(mapping.at("/name").asString()));
        return names;
    }

    private String errorOf(Map<String, ?> mapping) {
        Answer refused = owner.post(base, mapping);
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        return refused.text("errors/0/field") + " " + refused.text("errors/0/code");
    }

    /**
     * @param columns headers, each with the setting that it fills
     */
    private static Map<String, Object> mapping(String name, @Nullable String... columns) {
        List<Map<String, @Nullable Object>> pairs = new ArrayList<>();
        List<@Nullable String> all = Arrays.asList(columns);
        for (int i = 0; i < all.size(); i += 2) {
            pairs.add(column(all.get(i), all.get(i + 1)));
        }
        return Map.of(
                "name",
                name,
                "columns",
                pairs,
                "existing",
                "UPDATE",
                "createUnits",
                false,
                "newPasswords",
                "TEMPORARY");
    }

    private static Map<String, @Nullable Object> column(
            @Nullable String header, @Nullable String field) {
        Map<String, @Nullable Object> column = new HashMap<>();
        column.put("name", header);
        column.put("field", field);
        return column;
    }

    private static Map<String, Object> with(Map<String, Object> mapping, Map<String, ?> changes) {
        Map<String, Object> all = new HashMap<>(mapping);
        all.putAll(changes);
        return all;
    }

    private static List<String> fields(JsonNode read) {
        List<String> fields = new ArrayList<>();
        read.at("/columns").forEach(column -> fields.add(column.at("/field").asString("")));
        return fields;
    }
}
