package tokenmanagement.chaos;

/** How much of each scenario is run: a short form in each build, the long one with {@code -Pchaos}. */
final class Form {
    static final boolean LONG = "long".equals(System.getProperty("chaos.form"));
    /** Named in the report, so that a run can be had again. */
    static final long SEED = Long.getLong("chaos.seed", 20261122L);

    private Form() {}

    static int of(int inTheShortForm, int inTheLongForm) {
        return LONG ? inTheLongForm : inTheShortForm;
    }
}
