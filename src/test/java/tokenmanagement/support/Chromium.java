package tokenmanagement.support;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** The distribution's Chromium, started when the first test asks for a window. */
public final class Chromium implements AutoCloseable {
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final String ABSENT = "NO BROWSER: none of " + PLACES
            + " is here, so the console was NOT tested. Install chromium, or run .ci/run, which does.";

    private Playwright playwright;
    private Browser browser;
    private boolean told;

    Chromium() {}

    /** A desktop window with cookies of its own. */
    public BrowserContext window() {
        return browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    public BrowserContext phone() {
        return browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setDeviceScaleFactor(2)
                        .setIsMobile(true)
                        .setHasTouch(true));
    }

    /** Kept under {@code target/screenshots}, for people to look at. */
    public void screenshot(Page page, String name) {
        Path file = Given.path("screenshots").resolve(Given.property("arquillian.launch") + "-" + name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    /** @throws TestAbortedException where there is no browser and nobody insists on one */
    private Browser browser() {
        if (browser == null) {
            Path executable = executable().orElseThrow(this::absent);
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            PlaywrightAssertions.setDefaultAssertionTimeout(Patience.FOR_AN_ANSWER.toMillis());
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setArgs(List.of("--no-sandbox")));
        }
        return browser;
    }

    private static Optional<Path> executable() {
        return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** Loud, for a skipped test is easily overlooked. */
    private RuntimeException absent() {
        if ("true".equals(System.getenv("REQUIRE_BROWSER"))) {
            throw new AssertionError(ABSENT);
        }
        if (!told) {
            String line = "!".repeat(ABSENT.length());
            System.err.printf("%n%s%n%s%n%s%n%n", line, ABSENT, line);
            told = true;
        }
        return new TestAbortedException(ABSENT);
    }

    @Override
    public void close() {
        if (playwright != null) {
            playwright.close();
        }
    }
}
