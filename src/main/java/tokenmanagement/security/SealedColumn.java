package tokenmanagement.security;

/**
 * A column in which secrets rest encrypted. The room that owns it declares it once, by a producer, and so takes part in
 * the rotation of keys and in the check of the key ring at the start.
 *
 * @param table as in the {@link SecretCipher.Place} of its ciphertexts; so is the column
 * @param key the column of the primary key, by which the rows are walked
 * @param row an SQL expression for the row's name in the place
 */
public record SealedColumn(String table, String column, String key, String row) {
    SecretCipher.Place place(String rowName) {
        return new SecretCipher.Place(table, column, rowName);
    }
}
