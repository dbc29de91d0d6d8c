package io.muster.access;

import io.muster.kernel.Ids;
import io.muster.testing.Browser;
import io.muster.testing.World;

/** Names and passwords that no two tests share, and the ways people come in. */
final class People {

    static final String NEW_PASSWORD = "another long passphrase";

    private People() {}

    static String address() {
        return "u" + Ids.next().toString().replace("-", "") + "@example.org";
    }

    static String organization() {
        return "Organization " + Ids.next();
    }

    /** So many wrong passwords in a row from that browser. */
    static Browser.Answer guess(Browser browser, String name, int times) {
        Browser.Answer last = browser.signIn(name, "a wrong long passphrase");
        for (int i = 1; i < times; i++) {
            last = browser.signIn(name, "a wrong long passphrase");
        }
        return last;
    }

    static Browser.Answer signIn(Browser browser, String name) {
        return browser.signIn(name, World.PASSWORD);
    }
}
