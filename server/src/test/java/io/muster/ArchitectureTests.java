package io.muster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

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
