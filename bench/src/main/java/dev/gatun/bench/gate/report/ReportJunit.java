package dev.gatun.bench.gate.report;

import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Verdict;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as CI servers read it: a test for each finding. What is inconclusive is a failure too, since it is no pass; unless it
 * is allowed, then it is skipped, as is what is waived.
 */
public final class ReportJunit {
    private ReportJunit() {}

    /** XML in the form of JUnit's reports. */
    public static String of(Report report) {
        List<Finding> failures = report.findings().stream()
                .filter(finding -> finding.fails() || (finding.isOpen() && !report.allowInconclusive()))
                .toList();
        List<Finding> skipped = report.findings().stream()
                .filter(finding -> !failures.contains(finding))
                .filter(finding -> finding.isOpen() || finding.verdict() == Verdict.REGRESSED)
                .toList();
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "gatun gate");
            xml.writeAttribute("tests", Integer.toString(report.findings().size()));
            xml.writeAttribute("failures", Integer.toString(failures.size()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", Integer.toString(skipped.size()));
            for (Finding finding : report.findings()) {
                xml.writeCharacters("\n  ");
                xml.writeStartElement("testcase");
                xml.writeAttribute("classname", "gatun.gate." + finding.metric().id());
                xml.writeAttribute("name", clean(finding.benchmark()));
                if (failures.contains(finding)) {
                    xml.writeStartElement("failure");
                    xml.writeAttribute("type", finding.verdict().id());
                    xml.writeAttribute("message", clean(Report.describe(finding)));
                    xml.writeEndElement();
                } else if (skipped.contains(finding)) {
                    xml.writeStartElement("skipped");
                    xml.writeAttribute(
                            "message",
                            clean(finding.waiver()
                                    .map(waiver -> "waived until " + waiver.until() + ": " + waiver.reason())
                                    .orElse(Report.describe(finding))));
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text can be written", e);
        }
        return text + "\n";
    }

    /** Without the characters that XML cannot hold at all. */
    private static String clean(String text) {
        return text.replaceAll("[^\\x{9}\\x{A}\\x{D}\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
    }
}
