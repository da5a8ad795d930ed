package tokenmanagement.tokens;

import java.util.Locale;

/** What becomes of a grant at the authorization server once our copy of it is destroyed. */
public enum RevokedAtGoogle {
    /** It is on the list, and stays there until Google has confirmed. */
    PENDING,
    /** Another branch lives by the same account and Google project, and would die with it. */
    KEPT_FOR_SIBLING,
    /** There was none. */
    NOT_NEEDED,
    /** The stored refresh token could not be decrypted: only the account's owner can revoke it. */
    NOT_POSSIBLE;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
