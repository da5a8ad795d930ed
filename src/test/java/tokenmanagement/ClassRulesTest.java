package tokenmanagement;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tokenmanagement.security.Audited;
import tokenmanagement.security.OpenToBrowsers;
import tokenmanagement.security.RequiredScope;

/** What every class of a kind has in common. */
@AnalyzeClasses(packages = "tokenmanagement", importOptions = DoNotIncludeTests.class)
class ClassRulesTest {
    @ArchTest
    static final ArchRule everyResourceIsCalledOne =
            classes().that().areAnnotatedWith(Path.class).should().haveSimpleNameEndingWith("Resource");

    @ArchTest
    static final ArchRule noEntityHasASetter = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .should()
            .haveNameMatching("set[A-Z].*");

    @ArchTest
    static final ArchRule everyStoreIsAStatelessBean =
            classes().that().haveSimpleNameEndingWith("Store").should().beAnnotatedWith(Stateless.class);

    @ArchTest
    static void everyServiceWaitsWithoutATransaction(JavaClasses classes) {
        assertThat(classes)
                .filteredOn(type -> type.getSimpleName().endsWith("Service"))
                .isNotEmpty()
                .allSatisfy(type -> {
                    assertThat(type.isAnnotatedWith(Stateless.class)).isTrue();
                    assertThat(type.getAnnotationOfType(TransactionAttribute.class)
                                    .value())
                            .isEqualTo(TransactionAttributeType.NOT_SUPPORTED);
                });
    }

    @ArchTest
    static void everyResourceMethodSaysWhoMayCallIt(JavaClasses classes) {
        assertThat(resourceMethods(classes)).isNotEmpty().allSatisfy(method -> assertThat(
                        method.isAnnotatedWith(RequiredScope.class))
                .as(method.getFullName())
                .isNotEqualTo(method.isAnnotatedWith(OpenToBrowsers.class)));
    }

    @ArchTest
    static void everyResourceMethodSaysWhatTheAuditTrailCallsIt(JavaClasses classes) {
        assertThat(resourceMethods(classes)).allSatisfy(method -> {
            assertThat(method.isAnnotatedWith(Audited.class))
                    .as(method.getFullName())
                    .isTrue();
            assertThat(method.getAnnotationOfType(Audited.class).value()).matches("[a-z-]+\\.[a-z-]+");
        });
    }

    @ArchTest
    static void noTwoResourceMethodsHaveOneNameInTheAuditTrail(JavaClasses classes) {
        assertThat(resourceMethods(classes))
                .extracting(method -> method.getAnnotationOfType(Audited.class).value())
                .doesNotHaveDuplicates();
    }

    @ArchTest
    static void noResourceMethodReturnsOrTakesAnEntity(JavaClasses classes) {
        assertThat(resourceMethods(classes)).allSatisfy(method -> assertThat(Stream.concat(
                        method.getReturnType().getAllInvolvedRawTypes().stream(),
                        method.getRawParameterTypes().stream()))
                .as(method.getFullName())
                .noneMatch(type -> type.isAnnotatedWith(Entity.class)));
    }

    /** What is written as JSON is a record: an entity that is one would be written by accident. */
    @ArchTest
    static void noEntityIsARecordOrShowsAField(JavaClasses classes) {
        assertThat(classes)
                .filteredOn(type -> type.isAnnotatedWith(Entity.class))
                .isNotEmpty()
                .allSatisfy(entity -> {
                    assertThat(entity.isRecord()).isFalse();
                    assertThat(entity.getFields())
                            .filteredOn(
                                    field -> !Modifier.isStatic(field.reflect().getModifiers()))
                            .allMatch(
                                    field -> Modifier.isPrivate(field.reflect().getModifiers()));
                });
    }

    @ArchTest
    static void noInterfaceHasASingleImplementation(JavaClasses classes) {
        assertThat(classes)
                .filteredOn(type -> type.isInterface()
                        && !type.isAnnotation()
                        && !type.reflect().isSealed())
                .noneMatch(type -> type.getAllSubclasses().size() == 1);
    }

    /** Whatever is thrown is a bug or a broken machine, and answered as one; these three must go on. */
    @ArchTest
    static void onlyWhoMustGoOnCatchesEveryException(JavaClasses classes) {
        Set<String> mustGoOn = Set.of("ProblemMapper", "TokenRefreshTimer", "GoogleAuthorizationServer");
        // Liquibase declares nothing narrower
        Set<String> forced = Set.of("DatabaseMigration");

        assertThat(classes.stream()
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(unit -> unit.getTryCatchBlocks().stream()
                                .flatMap(block -> block.getCaughtThrowables().stream())
                                .anyMatch(caught -> caught.isEquivalentTo(Exception.class)))
                        .map(JavaMember::getOwner)
                        .map(JavaClass::getSimpleName))
                .allMatch(name -> mustGoOn.contains(name) || forced.contains(name));
    }

    private static List<JavaMethod> resourceMethods(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getAnnotations().stream()
                        .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class)))
                .toList();
    }
}
