package dev.gatun.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page as a browser shows it: headless Chromium, as Debian has it, through its own driver. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls open first
class BrowserTest {
    private Path page;
    private ChromeDriver browser;

    private static Optional<Path> program(String... names) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = program("chromedriver");
        Assumptions.assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "no Chromium to look at the page with: apt-get install chromium chromium-driver");
        Data data = SampleData.in(Files.createDirectory(folder.resolve("data")));
        page = Files.writeString(
                folder.resolve("index.html"),
                Page.toHtml(data, "0.1", "2026-11-23", List.of("peers: none were built")));
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        // Root may not have a sandbox; a name that is looked up would be a fetch.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + folder.resolve("profile"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .withSilent(true)
                .build();
        browser = new ChromeDriver(service, options);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void load() {
        show(1000, "light");
    }

    private void show(int width, String theme) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
        browser.get(page.toUri().toString());
    }

    private Object run(String script) {
        return Objects.requireNonNull(browser.executeScript(script));
    }

    private List<String> ids() {
        return browser.findElements(By.className("chart")).stream()
                .map(chart -> chart.getDomAttribute("id"))
                .toList();
    }

    /** Each mark is as large as something that can be seen, and within its picture. */
    private static final String DRAWN = """
            return [...document.querySelectorAll('.chart')].map(chart => {
              const svg = chart.querySelector('svg:not(.legend svg)'), box = svg.getBoundingClientRect();
              const marks = [...svg.querySelectorAll('.mark')].map(mark => mark.getBoundingClientRect());
              return JSON.stringify({id: chart.id, width: box.width, height: box.height, marks: marks.length,
                seen: marks.filter(m => m.width + m.height > 1 && m.left > box.left - 1 && m.right < box.right + 1
                  && m.top > box.top - 1 && m.bottom < box.bottom + 1).length,
                broken: /NaN|undefined|Infinity/.test(svg.outerHTML)});
            });
            """;

    @ParameterizedTest
    @ValueSource(ints = {360, 700, 1400})
    void every_chart_draws(int width) throws JsonProcessingException {
        show(width, "light");
        JsonNode charts = new ObjectMapper()
                .readTree((String) run("return document.getElementById('charts-data').textContent"))
                .path("charts");
        List<?> drawn = (List<?>) run(DRAWN);
        assertThat(drawn).hasSize(charts.size()).hasSizeGreaterThan(10);
        for (int i = 0; i < drawn.size(); i++) {
            JsonNode chart = new ObjectMapper().readTree(String.valueOf(drawn.get(i)));
            String what = chart + " at " + width;
            assertThat(chart.path("width").asDouble()).as(what).isGreaterThan(250);
            assertThat(chart.path("height").asDouble()).as(what).isGreaterThan(100);
            // The mark of the lesson is drawn twice, for its rim.
            assertThat(chart.path("marks").asInt())
                    .as(what)
                    .isGreaterThanOrEqualTo(charts.path(i).path("points").size());
            assertThat(chart.path("seen").asInt())
                    .as(what)
                    .isEqualTo(chart.path("marks").asInt());
            assertThat(chart.path("broken").asBoolean()).as(what).isFalse();
        }
        assertThat((Long) run("return document.querySelectorAll('.rung-bar svg .mark').length"))
                .isGreaterThan(5);
        assertThat(run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("nothing is wider than a window of %d", width)
                .isEqualTo(true);
    }

    @Test
    void nothing_was_fetched_and_nothing_went_wrong() throws JsonProcessingException {
        browser.manage().logs().get(LogType.PERFORMANCE); // what was before
        load();
        List<String> fetched = new ArrayList<>();
        for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = new ObjectMapper().readTree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                fetched.add(message.path("params").path("request").path("url").asText());
            }
        }
        assertThat(fetched).contains(page.toUri().toString());
        assertThat(fetched).allMatch(url -> url.equals(page.toUri().toString()) || url.startsWith("data:"));
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    /** WCAG's contrast of text to what it stands on; 4.5 is what it asks for. */
    private static final String CONTRAST = """
            const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
            const paper = light(getComputedStyle(document.body).backgroundColor);
            const of = c => { const ink = light(c);
              return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05); };
            return [...document.querySelectorAll('p, a:not(.skip), h1, h2, summary, dt')]
              .map(e => of(getComputedStyle(e).color))
              .concat([...document.querySelectorAll('.axis text')].map(e => of(getComputedStyle(e).fill)))
              .reduce((a, b) => Math.min(a, b));
            """;

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void text_can_be_read(String theme) {
        show(1000, theme);
        assertThat(((Number) run(CONTRAST)).doubleValue()).isGreaterThan(4.5);
        String background = (String) run("return getComputedStyle(document.body).backgroundColor");
        assertThat(background).isEqualTo(theme.equals("dark") ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)");
    }

    /** The numbers in every cell of a heat map stand out from its colour, in both themes. */
    private static final String CELLS = """
            const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
            return [...document.querySelectorAll('#shapes-heat g, #ratios-1 g')].filter(g => g.children.length === 2
                && g.children[0].tagName === 'rect' && g.children[1].tagName === 'text').map(g => {
              const a = light(getComputedStyle(g.children[0]).fill), b = light(getComputedStyle(g.children[1]).fill);
              return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); }).reduce((a, b) => Math.min(a, b));
            """;

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void numbers_in_colours_can_be_read(String theme) {
        show(1000, theme);
        assertThat(((Number) run(CELLS)).doubleValue()).isGreaterThan(4.5);
    }

    @Test
    void a_keyboard_is_enough() {
        browser.switchTo().activeElement().sendKeys(Keys.TAB);
        WebElement skip = browser.switchTo().activeElement();
        assertThat(skip.getText()).isEqualTo("Skip to the numbers");
        skip.sendKeys(Keys.ENTER);
        assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("main");

        WebElement numbers = browser.findElement(By.cssSelector("#ladder figure details"));
        assertThat(numbers.getDomProperty("open")).isEqualTo("false");
        numbers.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);
        assertThat(numbers.getDomProperty("open")).isEqualTo("true");
    }

    @Test
    void a_screen_reader_is_told() {
        for (String id : ids()) {
            WebElement chart = browser.findElement(By.id(id));
            assertThat(chart.getAriaRole()).as(id).isIn("image", "img");
            assertThat(chart.getAccessibleName()).as(id).isNotBlank();
        }
        // Headings are in order, with none left out, and ids are there once.
        assertThat(run("return [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"
                        + ".every((n, i, all) => i === 0 ? n === 1 : n <= all[i - 1] + 1)"))
                .isEqualTo(true);
        assertThat(run("const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                        + "return new Set(ids).size === ids.length"))
                .isEqualTo(true);
        assertThat(browser.findElement(By.tagName("html")).getDomAttribute("lang"))
                .isEqualTo("en");
    }

    @Test
    void a_window_that_changes_is_drawn_anew() throws InterruptedException {
        long wide = (Long) run("return document.querySelector('#ladder-chart > svg').viewBox.baseVal.width");
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 400, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        for (int i = 0;
                i < 100 && !run("return document.documentElement.dataset.width").equals("400");
                i++) {
            Thread.sleep(50);
        }
        assertThat((Long) run("return document.querySelector('#ladder-chart > svg').viewBox.baseVal.width"))
                .isLessThan(wide);
    }
}
