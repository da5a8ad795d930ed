package tokenmanagement.clients;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What callers and administrators may see of a registration and its token: a row of the view {@code client_views}.
 *
 * <p>The view joins the token's table in the database, so that searching, sorting and paging happen there, and so that
 * this room needs no import from the room {@code tokens}. No ciphertext is in it.
 */
@Entity
@Table(name = "client_views")
public class ClientView {
    @Id
    private long id;

    @Column(name = "google_client_id")
    private String googleClientId;

    @Column(name = "branch_id")
    private String branchId;

    @Column(name = "workspace_email")
    private String workspaceEmail;

    @Column(name = "workspace_name")
    private String workspaceName;

    @Column(name = "redirect_uri")
    private String redirectUri;

    private String scopes;

    @Column(name = "is_active")
    private boolean active;

    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    private String state;
    private boolean connected;

    @Column(name = "google_email")
    private String googleEmail;

    @Column(name = "granted_scope")
    private String grantedScope;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_refreshed_at")
    private Instant lastRefreshedAt;

    @Column(name = "last_error")
    private String lastError;

    @Column(name = "next_refresh_at")
    private Instant nextRefreshAt;

    /** For the persistence provider. */
    protected ClientView() {}

    public long getId() {
        return id;
    }

    public String getGoogleClientId() {
        return googleClientId;
    }

    public String getBranchId() {
        return branchId;
    }

    public String getWorkspaceEmail() {
        return workspaceEmail;
    }

    public String getWorkspaceName() {
        return workspaceName;
    }

    public boolean isActive() {
        return active;
    }

    public long getVersion() {
        return version;
    }

    public ClientState getState() {
        return ClientState.of(state);
    }

    public Optional<Instant> getExpiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    public Optional<Instant> getLastRefreshedAt() {
        return Optional.ofNullable(lastRefreshedAt);
    }

    public Optional<String> getLastError() {
        return Optional.ofNullable(lastError);
    }

    public ClientSummary summary() {
        return new ClientSummary(
                id,
                branchId,
                googleClientId,
                workspaceEmail,
                workspaceName,
                redirectUri,
                List.of(scopes.split(" ")),
                active,
                getState().word(),
                connected,
                Optional.ofNullable(googleEmail),
                Optional.ofNullable(grantedScope),
                getExpiresAt(),
                getLastRefreshedAt(),
                getLastError(),
                Optional.ofNullable(nextRefreshAt),
                createdAt,
                updatedAt);
    }
}
