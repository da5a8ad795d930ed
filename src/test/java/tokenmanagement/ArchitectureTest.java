package tokenmanagement;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import jakarta.persistence.EntityManager;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The house as it is drawn: its rooms, its arrows, and what may be used where. */
@AnalyzeClasses(packages = "tokenmanagement", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** Each may import only from those before it. */
    private static final List<String> ROOMS =
            List.of("platform", "security", "clients", "google", "tokens", "oauth", "admin");

    @ArchTest
    static final ArchRule everyArrowPointsToTheLeft = arrows();

    @ArchTest
    static final ArchRule everyClassLivesInARoom = classes().should().resideInAnyPackage(packagesOf(ROOMS));

    @ArchTest
    static final ArchRule onlyTheRoomGoogleKnowsScribeJava = staysIn("google", "com.github.scribejava..");

    @ArchTest
    static final ArchRule onlyTheRoomGoogleOpensIdTokens = staysIn("google", "com.nimbusds..");

    @ArchTest
    static final ArchRule onlyTheRoomGoogleBreaksTheCircuit = staysIn("google", "io.github.resilience4j..");

    @ArchTest
    static final ArchRule onlyTheRoomSecurityKnowsTink = staysIn("security", "com.google.crypto.tink..");

    @ArchTest
    static final ArchRule onlyTheRoomSecurityCountsRequests = staysIn("security", "io.github.bucket4j..");

    @ArchTest
    static final ArchRule onlyThePlatformKnowsTheSchemaAndTheDriver =
            staysIn("platform", "liquibase..", "org.postgresql..");

    @ArchTest
    static final ArchRule onlyTheConsoleKnowsFaces = staysIn("admin", "jakarta.faces..", "org.primefaces..");

    @ArchTest
    static final ArchRule onlyStoresTouchTheEntityManager =
            noClasses().that(not(named("Store"))).should().dependOnClassesThat().areAssignableTo(EntityManager.class);

    @ArchTest
    static final ArchRule onlyResourcesFiltersAndThePlatformSpeakJaxRs = noClasses()
            .that(not(named("Resource", "Filter")))
            .and()
            .resideOutsideOfPackage(packageOf("platform"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule onlyTheSettingsReaderReadsTheEnvironment = noClasses()
            .that(not(named("SettingsReader")))
            .should()
            .callMethodWhere(describe("the environment is read", ArchitectureTest::readsTheEnvironment));

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethodWhere(describe("the node's own clock is read", ArchitectureTest::readsTheNodesClock))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Date.class, Calendar.class, LocalDateTime.class, LocalDate.class);

    @ArchTest
    static void everyRoomSaysWhatItPromises(JavaClasses classes) {
        List<String> rooms = new ArrayList<>(ROOMS);
        rooms.removeIf(
                room -> classes.stream().noneMatch(type -> type.getPackageName().equals(nameOf(room))));

        assertThat(rooms)
                .hasSizeGreaterThanOrEqualTo(6)
                .allMatch(room -> Files.isRegularFile(
                        java.nio.file.Path.of("src/main/java", "tokenmanagement", room, "package-info.java")));
    }

    private static ArchRule arrows() {
        CompositeArchRule rule = null;
        for (int room = 0; room < ROOMS.size() - 1; room++) {
            ArchRule arrow = noClasses()
                    .that()
                    .resideInAPackage(packageOf(ROOMS.get(room)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packagesOf(ROOMS.subList(room + 1, ROOMS.size())));
            rule = rule == null ? CompositeArchRule.of(arrow) : rule.and(arrow);
        }
        return rule;
    }

    private static ArchRule staysIn(String room, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(packageOf(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    /** Classes whose names end so, with what is nested in them. */
    private static DescribedPredicate<JavaClass> named(String... ends) {
        return describe("are named *" + String.join(", *", ends), type -> {
            String outermost = type.getName().split("\\$", 2)[0];
            return Stream.of(ends).anyMatch(outermost::endsWith);
        });
    }

    private static boolean readsTheEnvironment(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(System.class)
                && Set.of("getenv", "getProperty", "getProperties", "setProperty")
                        .contains(call.getName());
    }

    private static boolean readsTheNodesClock(JavaMethodCall call) {
        boolean now = call.getName().equals("now")
                && call.getTargetOwner().getPackageName().equals("java.time");
        boolean system = call.getTargetOwner().isEquivalentTo(System.class)
                && call.getName().equals("currentTimeMillis");
        boolean clock = call.getTargetOwner().isEquivalentTo(Clock.class)
                && call.getName().startsWith("system");
        return now || system || clock;
    }

    private static String[] packagesOf(List<String> rooms) {
        return rooms.stream().map(ArchitectureTest::packageOf).toArray(String[]::new);
    }

    private static String packageOf(String room) {
        return nameOf(room) + "..";
    }

    private static String nameOf(String room) {
        return "tokenmanagement." + room;
    }
}
