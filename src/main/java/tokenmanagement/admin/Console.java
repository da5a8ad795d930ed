package tokenmanagement.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tokenmanagement.platform.RestApplication;
import tokenmanagement.platform.Settings;
import tokenmanagement.security.AdministratorSession;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditTrail;

/** What every page of the console shows around its content. */
@Named
@RequestScoped
public class Console {
    static final String HOME = "/admin/";
    static final String SIGN_IN = "/admin/sign-in";

    @Inject
    Settings settings;

    @Inject
    AuditTrail audit;

    /** The signed-in administrator; empty on the sign-in page. */
    public String getUser() {
        return AdministratorSession.user(request()).orElse("");
    }

    /** What programs put before the path of a route. */
    public String getApi() {
        return settings.publicUrl() + RestApplication.BASE_PATH;
    }

    public void signOut() throws IOException {
        audit.recordChange(AuditEvent.byAdministrator(getUser(), "console.sign-out"));
        AdministratorSession.signOut(request(), (HttpServletResponse) external().getResponse());
        external().redirect(SIGN_IN + "?out=1");
    }

    /** Without scheme and host: those would come from the request's own header fields (RFC 9110 §10.2.2). */
    static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest) external().getRequest();
    }

    private static ExternalContext external() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }

    /** The same in the form that a script of Faces understands; it could not see a redirect of HTTP. */
    static void redirectAjax(HttpServletResponse response, String path) throws IOException {
        response.setContentType("text/xml;charset=UTF-8");
        response.getWriter()
                .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"" + path
                        + "\"/></partial-response>");
    }
}
