package tokenmanagement.admin;

import jakarta.annotation.PostConstruct;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.primefaces.component.datatable.DataTable;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;
import tokenmanagement.clients.ClientSearch;
import tokenmanagement.clients.ClientState;
import tokenmanagement.clients.ClientViewStore;

/** The list of clients: what is searched for, and the page of it that is shown. */
@Named
@ViewScoped
public class ClientsPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_TEXT = 200;
    private static final String TABLE = "clients:table";

    @Inject
    ClientViewStore clients;

    @Inject
    Clock clock;

    private final Rows rows = new Rows();
    private String text = "";
    private String state = "";
    private boolean nothingRegistered;

    @PostConstruct
    void open() {
        nothingRegistered = clients.count(new ClientSearch("", Optional.empty())) == 0;
    }

    public boolean isNothingRegistered() {
        return nothingRegistered;
    }

    public LazyDataModel<ClientRow> getRows() {
        return rows;
    }

    public String getText() {
        return text;
    }

    /** Without control characters, of which PostgreSQL takes no NUL; nothing that is searched in is longer. */
    public void setText(String text) {
        String clean = text == null ? "" : text.replaceAll("\\p{Cntrl}", "").strip();
        this.text = clean.substring(0, Math.min(clean.length(), LONGEST_TEXT));
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state == null ? "" : state;
    }

    /** The choices of the state filter: the words for people, each with the word that the search takes. */
    public Map<String, String> getStates() {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("All states", "");
        for (ClientState each : ClientState.values()) {
            choices.put(Words.state(each), each.word());
        }
        return choices;
    }

    /** A new search starts on its first page. */
    public void search() {
        FacesContext faces = FacesContext.getCurrentInstance();
        ((DataTable) faces.getViewRoot().findComponent(TABLE)).setFirst(0);
    }

    ClientSearch criteria() {
        return new ClientSearch(text, ClientState.find(state));
    }

    private final class Rows extends LazyDataModel<ClientRow> {
        private static final long serialVersionUID = 1L;

        @Override
        public int count(Map<String, FilterMeta> filters) {
            return Math.toIntExact(clients.count(criteria()));
        }

        @Override
        public List<ClientRow> load(int first, int size, Map<String, SortMeta> sorts, Map<String, FilterMeta> filters) {
            Optional<SortMeta> sort = sorts.values().stream().findFirst();
            ClientSearch.Order order =
                    sort.map(by -> ClientSearch.Order.valueOf(by.getField())).orElse(ClientSearch.Order.BRANCH);
            boolean ascending = sort.map(by -> !by.getOrder().isDescending()).orElse(true);
            Instant now = clock.instant();
            return clients.page(criteria(), order, ascending, first, size).stream()
                    .map(client -> new ClientRow(client, now))
                    .toList();
        }
    }
}
