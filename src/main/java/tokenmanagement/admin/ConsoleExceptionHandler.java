package tokenmanagement.admin;

import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.primefaces.csp.CspException;
import tokenmanagement.platform.ProblemMapper;

/**
 * What becomes of an exception in a page. For a whole page {@link ErrorPageServlet} answers. A part of a page cannot
 * show an error page, and Faces would send the exception's message to the browser: the page is loaded anew and says
 * that something went wrong.
 */
public class ConsoleExceptionHandler extends ExceptionHandlerWrapper {
    /** Named in {@code faces-config.xml}. */
    public static class Factory extends ExceptionHandlerFactory {
        public Factory(ExceptionHandlerFactory wrapped) {
            super(wrapped);
        }

        @Override
        public ExceptionHandler getExceptionHandler() {
            return new ConsoleExceptionHandler(getWrapped().getExceptionHandler());
        }
    }

    ConsoleExceptionHandler(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        FacesContext faces = FacesContext.getCurrentInstance();
        Optional<Throwable> thrown = first();
        boolean expired =
                thrown.filter(ConsoleExceptionHandler::isOfAnotherPage).isPresent();
        boolean ajax = faces.getPartialViewContext().isAjaxRequest();
        if (thrown.isEmpty() || !expired && !ajax) {
            super.handle();
            return;
        }
        if (!expired) {
            ProblemMapper.problem(thrown.get());
        }
        try {
            answer(faces.getExternalContext(), expired, ajax);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        faces.responseComplete();
    }

    /** A form of an expired page, or of no page of ours: it lacks the page's state or the nonce of its scripts. */
    private static boolean isOfAnotherPage(Throwable thrown) {
        return thrown instanceof ViewExpiredException || thrown instanceof CspException;
    }

    private static void answer(ExternalContext external, boolean expired, boolean ajax) throws IOException {
        HttpServletResponse response = (HttpServletResponse) external.getResponse();
        if (ajax) {
            response.resetBuffer();
            Console.redirectAjax(response, anew(external) + "notice=" + (expired ? "expired" : "failed"));
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static String anew(ExternalContext external) {
        return anew(
                external.getRequestServletPath(),
                external.getRequestParameterMap().get("id"));
    }

    /** The same page, up to the {@code notice} in its address; a path that no page of ours has leads to none. */
    static String anew(String path, String id) {
        if (!path.matches("/admin/[a-z-]+\\.xhtml")) {
            return Console.HOME + "?";
        }
        if (!path.equals(ClientPage.ADDRESS)) {
            return path + "?";
        }
        return ClientPage.id(id).map(known -> path + "?id=" + known + "&amp;").orElse(Console.HOME + "?");
    }

    private Optional<Throwable> first() {
        return StreamSupport.stream(getUnhandledExceptionQueuedEvents().spliterator(), false)
                .map(event -> event.getContext().getException())
                .findFirst();
    }
}
