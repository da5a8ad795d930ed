package tokenmanagement.oauth;

/** Who answers for the person that starts a consent; with {@code NOBODY} the account's e-mail decides at the end. */
public enum VouchedBy {
    NOBODY,
    ADMINISTRATOR,
    CONNECT_LINK
}
