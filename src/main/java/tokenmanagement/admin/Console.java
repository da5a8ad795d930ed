package tokenmanagement.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.primefaces.context.PrimeFacesContext;
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

    @Inject
    AdministratorSession sessions;

    /** The signed-in administrator, as {@link ConsoleFilter} found them. */
    public String getUser() {
        return external().getRemoteUser();
    }

    /** The signed-in administrator as the audit trail and {@code created_by} name them. */
    AuditEvent event(String action) {
        return AuditEvent.byAdministrator(getUser(), action);
    }

    /** What PrimeFaces asks of every form (CSP), and adds by itself only on pages that use a component of its own. */
    public String getNonce() {
        return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
    }

    /** What programs put before the path of a route. */
    public String getApi() {
        return settings.publicUrl() + RestApplication.BASE_PATH;
    }

    /** What the page before this one, or a redirect, has to say. */
    public Banner getBanner() {
        return Banner.of(external().getRequestParameterMap().get("notice"));
    }

    public void signOut() throws IOException {
        sessions.signOut(request(), response());
        audit.recordChange(event("console.sign-out"));
        external().redirect(SIGN_IN + "?out=1");
    }

    public void signOutEverywhere() throws IOException {
        sessions.signOutEverywhere(request(), response(), getUser());
        audit.recordChange(event("console.sign-out-everywhere"));
        external().redirect(SIGN_IN + "?out=everywhere");
    }

    /** After a form that changed something: a reload then repeats nothing (RFC 9110 §15.4.4). */
    static void redirect(String page) throws IOException {
        external().redirect(page);
        FacesContext.getCurrentInstance().responseComplete();
    }

    /** Without scheme and host: those would come from the request's own header fields (RFC 9110 §10.2.2). */
    static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest) external().getRequest();
    }

    private static HttpServletResponse response() {
        return (HttpServletResponse) external().getResponse();
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
