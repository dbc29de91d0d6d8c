package io.muster;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import tools.jackson.databind.json.JsonMapper;

class ArchitectureTests {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.muster");

    private static final Set<String> BANNED =
            Set.of("Impl", "Manager", "Helper", "Util", "Utils", "Data", "Info", "Dto", "V2");

    @Test
    void modulesUseOnlyTheModulesTheyMay() {
        ApplicationModules.of(MusterApplication.class).verify();
    }

    /**
     * With this list at hand the server need not search for its modules at each start, which takes
     * seconds.
     */
    @Test
    void theListOfModulesThatTheServerStartsFromIsWholeAndInOrder() throws IOException {
        Path list = Path.of("src/main/resources/META-INF/spring-modulith/application-modules.json");
        List<String> listed =
                List.copyOf(new JsonMapper().readTree(Files.readString(list)).propertyNames());
        ApplicationModules modules = ApplicationModules.of(MusterApplication.class);
        assertThat(listed)
                .as("%s lists the modules, those that others use first", list)
                .containsExactlyInAnyOrderElementsOf(
                        modules.stream().map(module -> module.getIdentifier().toString()).toList());
        for (ApplicationModule module : modules) {
            String user = module.getIdentifier().toString();
            module.getDirectDependencies(modules)
                    .uniqueModules()
                    .map(used -> used.getIdentifier().toString())
                    .forEach(used -> assertThat(listed).containsSubsequence(used, user));
        }
    }

    @Test
    void theStartKnowsAllModulesWithoutLookingForThem() throws IOException {
        List<String> listed;
        try (InputStream list =
                MusterApplication.class.getResourceAsStream(
                        "/META-INF/spring-modulith/application-modules.json")) {
            listed = List.copyOf(new JsonMapper().readTree(list).propertyNames());
        }
        assertThat(listed)
                .as("META-INF/spring-modulith/application-modules.json: list every module")
                .containsExactlyInAnyOrderElementsOf(Sources.modules());
        ApplicationModules modules = ApplicationModules.of(MusterApplication.class);
        for (ApplicationModule module : modules) {
            assertThat(listed.subList(0, listed.indexOf(module.getIdentifier().toString())))
                    .as(
                            "the same file: modules before %s, whose tables are made first",
                            module.getIdentifier())
                    .containsAll(
                            module.getDirectDependencies(modules)
                                    .uniqueModules()
                                    .map(used -> used.getIdentifier().toString())
                                    .toList());
        }
    }

    @Test
    void onlyTheMailEngineNamesTheLibrariesItIsMadeOf() {
        // How a message is written is the same whatever engine keeps it, so its parser is
        // anybody's.
        noClasses()
                .that()
                .resideOutsideOfPackage("io.muster.mailengine..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.apache.james..")
                                .and(resideOutsideOfPackage("org.apache.james.mime4j..")))
                .because("another engine may stand behind MailEngine: say it in that port's words")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.muster.mailengine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.mailet..",
                        "org.apache.commons.configuration2..",
                        "javax.mail..",
                        "io.netty..",
                        "reactor..",
                        "org.reactivestreams..")
                .because("another engine may stand behind MailEngine: say it in that port's words")
                .check(CLASSES);
    }

    @Test
    void repositoriesStayInsideTheirModule() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .bePackagePrivate()
                .because("other modules ask the facade: drop the word public")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        for (String ending : BANNED) {
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith(ending)
                    .because("the ending says nothing: take a word of the field (docs/glossary.md)")
                    .check(CLASSES);
        }
    }

    @Test
    void collaboratorsComeThroughTheConstructor() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .because("a constructor parameter shows what a class needs: make it one")
                .check(CLASSES);
    }

    @Test
    void classesHoldNoStateOfTheirOwn() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .because("static state is shared by all organizations: make it a bean's field")
                .check(CLASSES);
    }

    @Test
    void logsGoThroughOneLogger() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..")
                .because("logs go through SLF4J")
                .check(CLASSES);
    }

    @Test
    void codeIsWrittenNotGenerated() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lombok..")
                .because("records need no Lombok")
                .check(CLASSES);
    }
}
