package tokenmanagement;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tokenmanagement.security.RequiredScope;
import tokenmanagement.security.Scope;
import tokenmanagement.support.AccessTable;

/** The access table names every route of the API, and says what the code says. AccessIT asks a server the same. */
@AnalyzeClasses(packages = "tokenmanagement", importOptions = DoNotIncludeTests.class)
class AccessTableTest {
    @ArchTest
    static void everyRouteIsInTheTable(JavaClasses classes) {
        List<String> routes = AccessTable.rows().keySet().stream()
                .filter(route -> !route.contains(" /health/") && !route.endsWith(" /metrics"))
                .toList();

        assertThat(routes).containsExactlyInAnyOrderElementsOf(routes(classes).keySet());
    }

    @ArchTest
    static void everyRouteAsksForTheScopeInTheTable(JavaClasses classes) {
        routes(classes).forEach((route, method) -> assertThat(
                        scopesThatOpen(AccessTable.rows().get(route)))
                .as(route)
                .isEqualTo(required(method)));
    }

    @ArchTest
    static void withoutAWorkingKeyNothingIsOpenThatAsksForAScope(JavaClasses classes) {
        routes(classes).forEach((route, method) -> {
            if (!required(method).isEmpty()) {
                assertThat(AccessTable.rows().get(route))
                        .as(route)
                        .containsEntry("no key", 401)
                        .containsEntry("wrong key", 401)
                        .containsEntry("expired key", 401)
                        .containsEntry("revoked key", 401);
            }
        });
    }

    @ArchTest
    static void theReadmeShowsTheTable(JavaClasses classes) throws IOException {
        assertThat(Files.readString(java.nio.file.Path.of("README.md"))).contains(AccessTable.text());
    }

    /** None where every scope gets the same: such a route looks at no key. */
    private static List<Scope> scopesThatOpen(Map<String, Integer> row) {
        return Arrays.stream(Scope.values())
                .filter(scope -> row.get(scope.word()) != 403)
                .filter(scope -> !row.get(scope.word()).equals(row.get("no key")))
                .toList();
    }

    private static List<Scope> required(Method method) {
        return Optional.ofNullable(method.getAnnotation(RequiredScope.class)).map(RequiredScope::value).stream()
                .toList();
    }

    private static Map<String, Method> routes(JavaClasses classes) {
        Map<String, Method> routes = new LinkedHashMap<>();
        classes.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::reflect)
                .flatMap(type -> Stream.of(type.getMethods()))
                .forEach(method -> verb(method).ifPresent(verb -> routes.put(verb + " " + path(method), method)));
        return routes;
    }

    private static Optional<String> verb(Method method) {
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(type -> Optional.ofNullable(type.getAnnotation(HttpMethod.class)).stream())
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String path(Method method) {
        String root = method.getDeclaringClass().getAnnotation(Path.class).value();
        String rest = Optional.ofNullable(method.getAnnotation(Path.class))
                .map(Path::value)
                .orElse("");
        return "/" + root + (root.isEmpty() || rest.isEmpty() ? "" : "/") + rest;
    }
}
