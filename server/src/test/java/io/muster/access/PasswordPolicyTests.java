package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.PasswordPolicy.Composition;
import io.muster.access.PasswordPolicy.Expiry;
import io.muster.access.PasswordPolicy.Length;
import io.muster.access.PasswordPolicy.Reuse;
import io.muster.access.PasswordRules.Context;
import io.muster.access.PasswordVerdict.Broken;
import io.muster.kernel.Problem.FieldError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTests {

    private static final PasswordPolicy STANDARD = PasswordPolicy.STANDARD;
    private static final PasswordRules RULES = new PasswordRules(CommonPasswords.shipped());
    private static final Context MARIA =
            new Context(
                    "maria.huber@acme.example",
                    List.of("Maria", "Huber", "Acme Mountain Railways"),
                    false,
                    _ -> false);

    private static List<String> broken(PasswordPolicy policy, String password, Context context) {
        return switch (RULES.check(policy, password, context)) {
            case PasswordVerdict.Accepted _ -> List.of();
            case PasswordVerdict.Refused(var rules) -> rules.stream().map(Broken::code).toList();
        };
    }

    private static List<String> broken(String password) {
        return broken(STANDARD, password, MARIA);
    }

    private static PasswordPolicy with(Composition composition) {
        return new PasswordPolicy(
                STANDARD.length(),
                composition,
                STANDARD.forbiddenWords(),
                STANDARD.reuse(),
                STANDARD.expiry(),
                STANDARD.existingExempt(),
                STANDARD.changesDisabled());
    }

    private static List<String> faults(PasswordPolicy own, PasswordPolicy instance) {
        return own.faults(instance).stream().map(FieldError::field).toList();
    }

    @Test
    void theStandardAsksForFifteenCharactersWhereThePasswordIsTheOnlyFactor() {
        assertThat(broken("vqx tlumbrewona")).isEmpty();
        assertThat(broken("vqx tlumbrewon")).containsExactly("too-short");
    }

    @Test
    void theStandardAsksForEightCharactersWhereASecondFactorIsRequired() {
        var secured = new Context("maria", List.of(), true, _ -> false);

        assertThat(broken(STANDARD, "vqxtlumb", secured)).isEmpty();
        assertThat(broken(STANDARD, "vqxtlum", secured)).containsExactly("too-short");
    }

    @Test
    void theStandardHasNoRulesOnSortsOfCharactersAndNoExpiry() {
        assertThat(broken("nothing but small letters")).isEmpty();
        assertThat(STANDARD.expiry().days()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "пароль на каждый день недели",
                "合言葉は誰にも教えない約束でした",
                "🦓🦓🐘🦒🦓🐊🦏🐪🦩🐘🦒🐊🦓🦏🐪",
                "four words, one comma: here~",
                "Ünïcödé wörds äre wëlcome"
            })
    void anyPrintableCharacterIsWelcome(String password) {
        assertThat(broken(password)).isEmpty();
    }

    @Test
    void aCharacterOutsideTheBasicPlaneCountsAsOne() {
        assertThat(broken("🦓🐘🦒🐊🦏🐪🦩")).containsExactly("too-short");
    }

    @Test
    void controlCharactersAndHalfCharactersAreRefused() {
        assertThat(broken("a tabulator\there and there")).containsExactly("unprintable");
        assertThat(broken("half a character \uD83E here")).containsExactly("unprintable");
    }

    @Test
    void aPasswordOver256CharactersIsTooLong() {
        String words = "lorem ipsum dolor sit amet ".repeat(10);
        assertThat(broken(words.substring(0, 256))).isEmpty();
        assertThat(broken(words.substring(0, 257))).containsExactly("too-long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PassWord",
                "P@ssw0rd",
                "password2024!",
                "1234password1234",
                "!!iloveyou!!",
                "passwordpassword",
                "sunshinesunshinesunshine",
                "monkey77monkey77",
                "aaaaaaaaaaaaaaaaaaaa",
                "abababababababababab",
                "abcdefghijklmnopqrst",
                "zyxwvutsrqponmlkj",
                "123456789012345",
                "qwertyuiopasdfghjkl",
                "qwertzuiopasdfghj",
                "123qweasdzxc456rty",
                "password1234567890",
                "1q2w3e4r5t6y"
            })
    void whatManyPeopleUseIsRefusedAlsoWithTrimmings(String password) {
        assertThat(broken(password)).contains("common");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "correcthorsebattery",
                "sunshine over the lake",
                "abc is a good beginning",
                "k7xm3d9qa2vf8h4n"
            })
    void aFewWordsInARowOrARandomTextAreNotCommon(String password) {
        assertThat(broken(password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mariahuber123456",
                "Maria.Huber@ACME.example",
                "huber-mountain!!",
                "railwaysrailways1",
                "mustermustermuster"
            })
    void wordsAboutTheUserAndTheProductDoNotMakeAPassword(String password) {
        assertThat(broken(password)).contains("about-you");
    }

    @Test
    void aWordAboutTheUserIsFineBesideEnoughElse() {
        assertThat(broken("maria sings in the rain")).isEmpty();
    }

    @Test
    void thePasswordIsNotTheUserName() {
        var longName = new Context("hans-joachim.von.der.aue", List.of(), false, _ -> false);

        assertThat(broken(STANDARD, "Hans-Joachim.von.der.Aue", longName))
                .contains("same-as-user-name");
    }

    @Test
    void everyBrokenRuleIsNamedAtOnce() {
        var strict = with(new Composition(2, 1, 1, 1, 2, false, true));

        assertThat(broken(strict, "aaa b", MARIA))
                .containsExactly(
                        "too-short",
                        "too-few-upper-case",
                        "too-few-digits",
                        "too-few-special",
                        "white-space",
                        "repeated-characters");
        assertThat(broken(strict, "Vqx7-tlumbrewonA", MARIA)).isEmpty();
    }

    @Test
    void aForbiddenWordMayStandNowhereInThePassword() {
        var strict =
                new PasswordPolicy(
                        STANDARD.length(),
                        STANDARD.composition(),
                        List.of("Gotthard"),
                        STANDARD.reuse(),
                        STANDARD.expiry(),
                        true,
                        false);

        assertThat(broken(strict, "through the gotthard we go", MARIA))
                .containsExactly("forbidden-word");
        assertThat(broken(strict, "through the simplon we go", MARIA)).isEmpty();
    }

    @Test
    void anEarlierPasswordIsRefusedWhereTheRulesSaySo() {
        var context = new Context("maria", List.of(), false, "an earlier password of hers"::equals);

        assertThat(broken(STANDARD, "an earlier password of hers", context))
                .containsExactly("used-before");
        assertThat(broken(STANDARD, "a quite new phrase of hers", context)).isEmpty();
    }

    @Test
    void anOrganizationMayBeStricterThanTheInstanceInEveryRule() {
        var strict =
                new PasswordPolicy(
                        new Length(20, 12, 100),
                        new Composition(1, 1, 1, 1, 3, false, true),
                        List.of("acme"),
                        new Reuse(5, 12),
                        new Expiry(90, List.of(28, 14, 7, 3, 2, 1)),
                        false,
                        true);

        assertThat(strict.faults(STANDARD)).isEmpty();
        assertThat(faults(STANDARD, strict))
                .containsExactly(
                        "length.minimum",
                        "length.minimumWithSecondFactor",
                        "length.maximum",
                        "composition.upperCase",
                        "composition.lowerCase",
                        "composition.digits",
                        "composition.special",
                        "composition.longestRun",
                        "composition.whiteSpace",
                        "reuse.lastPasswords",
                        "reuse.months",
                        "expiry.days",
                        "existingExempt",
                        "changesDisabled");
    }

    @Test
    void whereInstanceAndOrganizationHaveRulesTheStricterOneHolds() {
        var instance =
                new PasswordPolicy(
                        new Length(15, 8, 128),
                        new Composition(2, 0, 0, 0, 3, true, true),
                        List.of("alpha"),
                        new Reuse(3, 0),
                        new Expiry(180, List.of(7)),
                        true,
                        false);
        var own =
                new PasswordPolicy(
                        new Length(18, 8, 256),
                        new Composition(1, 1, 0, 0, 0, false, false),
                        List.of("beta"),
                        new Reuse(0, 6),
                        new Expiry(0, List.of(3)),
                        false,
                        false);

        assertThat(own.strictestWith(instance))
                .isEqualTo(
                        new PasswordPolicy(
                                new Length(18, 8, 128),
                                new Composition(2, 1, 0, 0, 3, false, true),
                                List.of("beta", "alpha"),
                                new Reuse(3, 6),
                                new Expiry(180, List.of(3)),
                                false,
                                false));
    }

    @Test
    void noMoreCharactersCanBeRequiredThanThePasswordMayHave() {
        var own =
                new PasswordPolicy(
                        new Length(15, 8, 64),
                        new Composition(20, 20, 20, 5, 0, true, true),
                        List.of(),
                        new Reuse(0, 0),
                        new Expiry(0, List.of()),
                        true,
                        false);

        assertThat(faults(own, STANDARD)).containsExactly("composition");
    }

    @Test
    void valuesOutOfRangeAreAllNamed() {
        var own =
                new PasswordPolicy(
                        new Length(300, 8, 20),
                        new Composition(-1, 0, 0, 0, 0, true, true),
                        List.of("ab"),
                        new Reuse(25, 121),
                        new Expiry(4_000, List.of(0)),
                        true,
                        false);

        assertThat(faults(own, STANDARD))
                .contains(
                        "length.minimum",
                        "length.maximum",
                        "composition.upperCase",
                        "reuse.lastPasswords",
                        "reuse.months",
                        "expiry.days",
                        "expiry.warningDays",
                        "forbiddenWords");
    }

    @Test
    void theShippedListHasTensOfThousandsOfEntriesAllFoundAndNothingElse() {
        var list = CommonPasswords.shipped();

        assertThat(list.size()).isGreaterThan(30_000);
        assertThat(List.of("123456", "password", "qwerty", "dragon", "iloveyou"))
                .allMatch(list::contains);
        assertThat(List.of("", "passwordx", "passwordx7", "\n", "vqx tlumbrewona"))
                .noneMatch(list::contains);
    }
}
