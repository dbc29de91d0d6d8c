package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserUnitOrderTests {

    /** More than are looked into at once, most of them empty. */
    private static final int EMPTY_UNITS = 40;

    @Autowired World world;

    private Browser owner;
    private String organization;
    private String sales;

    @BeforeAll
    void usersInThreeOfManyUnits() {
        OrganizationScope acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        organization = "/api/v1/organizations/" + acme.organization();
        String support = unit("Support", null);
        sales = unit("Sales", null);
        String north = unit("A team of the north", sales);
        for (int number = 0; number < EMPTY_UNITS; number++) {
            unit("Empty " + number, sales);
        }
        add("support.bea", support);
        add("support.al", support);
        add("sales.cy", sales);
        add("sales.ada", sales);
        add("north.zed", north);
        add("north.eve", north);
    }

    @Test
    void isThatOfTheTreeWithUnitsBelowTheirsAndNamesWithinEach() {
        assertThat(walk("unit", ""))
                .containsExactly(
                        "olga@acme.example",
                        "sales.ada",
                        "sales.cy",
                        "north.eve",
                        "north.zed",
                        "support.al",
                        "support.bea");
    }

    @Test
    void isTheSameBackwards() {
        assertThat(walk("-unit", "")).containsExactlyElementsOf(walk("unit", "").reversed());
    }

    @Test
    void keepsToTheFilter() {
        assertThat(walk("unit", "&unit=" + sales)).containsExactly("sales.ada", "sales.cy");
        assertThat(walk("unit", "&subUnits=true&unit=" + sales)).hasSize(4);
        assertThat(walk("-unit", "&search=north")).containsExactly("north.zed", "north.eve");
    }

    @Test
    void beginsAnewWhereTheUnitOfThePageIsGone() {
        String gone = unit("Aardvarks", null);
        add("aardvark.one", gone);
        add("aardvark.two", gone);
        Browser.Answer page = owner.get(organization + "/users?sort=unit&limit=2&search=aardvark.");
        Browser.Answer first =
                owner.get(organization + "/users?sort=unit&limit=1&search=aardvark.");
        String etag = owner.get(organization + "/units/" + gone).header("ETag").orElseThrow();
        assertThat(owner.delete(organization + "/units/" + gone + "?moveUsers=true", etag).status())
                .isEqualTo(204);
        assertThat(accounts(page)).containsExactly("aardvark.one", "aardvark.two");
        assertThat(
                        accounts(
                                owner.get(
                                        organization
                                                + "/users?sort=unit&limit=1&search=aardvark.&cursor="
                                                + first.text("next"))))
                .containsExactly("aardvark.one");
        accounts(page).forEach(this::remove);
    }

    private List<String> walk(String sort, String filter) {
        String start = organization + "/users?limit=2&sort=" + sort + filter;
        Browser.Answer page = owner.get(start);
        List<String> forwards = new ArrayList<>(accounts(page));
        while (!page.text("next").isEmpty()) {
            Browser.Answer before = page;
            page = owner.get(start + "&cursor=" + page.text("next"));
            assertThat(accounts(owner.get(start + "&cursor=" + page.text("previous"))))
                    .isEqualTo(accounts(before));
            forwards.addAll(accounts(page));
        }
        return forwards;
    }

    private void remove(String account) {
        String id = owner.get(organization + "/users?search=" + account).text("items/0/id");
        owner.post(
                organization + "/users/" + id + "/actions/purge", Map.of("confirmation", account));
    }

    private String unit(String name, @Nullable String parent) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("name", name);
        body.put("description", "");
        body.put("parentId", parent);
        return owner.post(organization + "/units", body).text("id");
    }

    private void add(String logonName, String unit) {
        owner.post(organization + "/users", Map.of("logonName", logonName, "unitId", unit));
    }

    private static List<String> accounts(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        List<String> accounts = new ArrayList<>();
        answer.json().at("/items").forEach(item -> accounts.add(item.at("/account").asString()));
        return accounts;
    }
}
