package dev.gatun.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class PicturesTest {
    @TempDir
    private Path folder;

    private static Document parse(String svg) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void pictures_are_well_formed_and_have_every_number()
            throws ParserConfigurationException, IOException, SAXException {
        Data data = SampleData.in(folder);
        Map<String, String> files = Pictures.of(data);
        assertThat(files).containsOnlyKeys("ladder.svg", "shapes.svg");
        Document ladder = parse(Objects.requireNonNull(files.get("ladder.svg")));
        Chart chart = LadderSection.of(data, TierSources.ofThisCheckout())
                .orElseThrow()
                .charts()
                .getFirst();
        long bars = chart.points().stream()
                .filter(point -> !point.series().equals("lesson"))
                .count();
        // The background and the bars; the lesson's rings and the one of the legend.
        assertThat(ladder.getElementsByTagName("rect").getLength()).isEqualTo(1 + (int) bars);
        assertThat(ladder.getElementsByTagName("circle").getLength())
                .isEqualTo(chart.points().size() - (int) bars + 1);
        assertThat(ladder.getElementsByTagName("desc").item(0).getTextContent())
                .contains("java.matmul", "lesson: 49,166.67");
        assertThat(parse(Objects.requireNonNull(files.get("shapes.svg")))
                        .getElementsByTagName("path")
                        .getLength())
                .isGreaterThan(20);
        assertThat(files.get("shapes.svg"))
                .contains("prefers-color-scheme:dark")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void without_peers_the_shapes_are_those_of_sgemm() {
        SampleData.put(Part.SGEMM, folder);
        assertThat(Pictures.of(Data.read(folder))).containsOnlyKeys("shapes.svg");
        assertThat(Pictures.of(Data.read(folder)).get("shapes.svg")).contains("openblas-c");
    }

    @Test
    void readme_has_pictures_lines_machine_and_date() {
        String markdown = Pictures.toMarkdown(
                SampleData.in(folder), "docs/pictures", "bench/gatun report --readme", "2026-11-23");
        assertThat(markdown)
                .contains("](docs/pictures/ladder.svg)", "](docs/pictures/shapes.svg)", "\n- ")
                .contains("Written on 2026-11-23 by `bench/gatun report --readme`; measured on ")
                .endsWith(".\n");
    }
}
