package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Patience.patiently;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.inject.Produces;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.SealedColumn;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Logs;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** Rows under the second key of the ring move to the first. */
@ExtendWith(ArquillianExtension.class)
class KeyRotationIT {
    private static final String[] RING =
            System.getenv("TOKEN_MANAGEMENT_ENCRYPTION_KEYS").split(",");

    private final SecretCipher cipher = Ciphers.of(RING[0] + "," + RING[1]);
    private final SecretCipher older = Ciphers.of(RING[1] + "," + RING[0]);

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Database database;

    @Provided
    private Server server;

    @Provided
    private Logs logs;

    /** As it rested before the first key of today was put in front. */
    private void putUnderTheOldKey(SealedColumn column, String condition, Object value) {
        String where = " WHERE " + condition;
        Map<String, Object> row = database.rows(
                        "SELECT %s AS name, %s AS sealed FROM %s"
                                        .formatted(column.row(), column.column(), column.table())
                                + where,
                        value)
                .get(0);
        SecretCipher.Place place = new SecretCipher.Place(column.table(), column.column(), (String) row.get("name"));
        Secret secret = cipher.decrypt((byte[]) row.get("sealed"), place);
        database.update(
                "UPDATE %s SET %s = ?".formatted(column.table(), column.column()) + where,
                older.encrypt(secret, place),
                value);
    }

    private long underTheOldKey() {
        String prefix = "substring(%s from 1 for 5) <> (SELECT substring(client_secret_ciphertext from 1 for 5) FROM"
                + " clients ORDER BY id DESC LIMIT 1)";
        return declared().stream()
                .mapToLong(column -> (Long) database.value(
                        "SELECT count(*) FROM " + column.table() + " WHERE " + prefix.formatted(column.column())))
                .sum();
    }

    @Test
    void everyRowMovesToTheFirstKeyAndStaysWhatItIs() {
        Branch branch = branches.connected();
        Branch damaged = branches.connected();
        Branch consenting = branches.registered();
        URI callback = browser.consent(browser.start(consenting), consenting.email());
        branches.registered(); // the newest row is under the first key
        String token = api.token(branch.id()).text("access_token");
        for (Branch each : List.of(branch, damaged)) {
            putUnderTheOldKey(declared("tokens", "access_token_ciphertext"), "client_id = ?", (long) each.clientId());
            putUnderTheOldKey(declared("tokens", "refresh_token_ciphertext"), "client_id = ?", (long) each.clientId());
        }
        putUnderTheOldKey(declared("clients", "client_secret_ciphertext"), "id = ?", (long) branch.clientId());
        putUnderTheOldKey(declared("authorization_requests", "code_verifier_ciphertext"), "client_id = ?", (long)
                consenting.clientId());
        database.update(
                "UPDATE tokens SET refresh_token_ciphertext = set_bit(refresh_token_ciphertext, 200,"
                        + " 1 - get_bit(refresh_token_ciphertext, 200)) WHERE client_id = ?",
                (long) damaged.clientId());
        Object unreadable = database.token(damaged).get("refresh_token_ciphertext");
        Map<String, Object> before = database.token(branch);
        Object version = version(branch);

        server.restart();

        patiently().untilAsserted(() -> assertThat(underTheOldKey()).isEqualTo(1));
        assertThat(database.token(damaged).get("refresh_token_ciphertext")).isEqualTo(unreadable);
        assertThat(database.token(branch))
                .usingRecursiveComparison()
                .ignoringFields("access_token_ciphertext", "refresh_token_ciphertext")
                .isEqualTo(before);
        assertThat(version(branch)).isEqualTo(version);
        assertThat(api.token(branch.id()).text("access_token")).isEqualTo(token);
        assertThat(api.refresh(branch.clientId()).status()).isEqualTo(200);
        assertThat(browser.open(callback, Browser.PROGRAM).status()).isEqualTo(200);
        patiently().untilAsserted(() -> {
            assertThat(api.get("/metrics").body())
                    .containsPattern("tokenmgmt_key_rows\\{key_id=\"it-old\"} 1\\.0")
                    .containsPattern("tokenmgmt_key_rows\\{key_id=\"\\(not in the settings\\)\"} 0\\.0")
                    .containsPattern("tokenmgmt_unreadable_rows 1\\.0");
            assertThat(logs.lines())
                    .anyMatch(line -> line.matches(".*re-encryption finished rows=\\d+ unreadable=1.*"))
                    .anyMatch(line -> line.matches(".*re-encryption passed over a row: cannot decrypt tokens"
                            + "\\.refresh_token_ciphertext of " + damaged.clientId() + ",.*"));
        });
        database.update("DELETE FROM clients WHERE id = ?", (long) damaged.clientId());
    }

    private Object version(Branch branch) {
        return database.value("SELECT version FROM clients WHERE id = ?", (long) branch.clientId());
    }

    /** Else the next rotation would leave it behind, and the start would be refused, or worse. */
    @Test
    void everyEncryptedColumnIsDeclared() {
        assertThat(
                        database.rows(
                                """
                        SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
                        JOIN information_schema.tables t USING (table_schema, table_name)
                        WHERE c.table_schema = 'public' AND c.column_name LIKE '%ciphertext'
                          AND t.table_type = 'BASE TABLE'
                        """))
                .extracting(row -> row.get("name"))
                .containsExactlyInAnyOrderElementsOf(declared().stream()
                        .map(column -> column.table() + "." + column.column())
                        .toList());
    }

    private static SealedColumn declared(String table, String column) {
        return declared().stream()
                .filter(each -> each.table().equals(table) && each.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /** What the rooms hand to the rotation. */
    private static List<SealedColumn> declared() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("tokenmanagement").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(SealedColumn.class)
                                && field.isAnnotatedWith(Produces.class))
                        .map(JavaField::reflect)
                        .map(KeyRotationIT::value)
                        .toList();
    }

    private static SealedColumn value(Field field) {
        try {
            field.setAccessible(true);
            return (SealedColumn) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
