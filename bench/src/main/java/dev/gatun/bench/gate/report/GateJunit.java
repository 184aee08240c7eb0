package dev.gatun.bench.gate.report;

import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Verdict;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as CI servers read it: a test for each finding. What is inconclusive is a failure too, since it is no pass; unless it
 * is allowed, then it is skipped, as is what is waived.
 */
public final class GateJunit {
    private GateJunit() {}

    /** XML in the form of JUnit's reports. */
    public static String of(Report report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "gatun gate");
            xml.writeAttribute("tests", Integer.toString(report.findings().size()));
            xml.writeAttribute(
                    "failures",
                    Long.toString(report.findings().stream()
                            .filter(finding -> isFailure(report, finding))
                            .count()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute(
                    "skipped",
                    Long.toString(report.findings().stream()
                            .filter(finding -> isSkipped(report, finding))
                            .count()));
            for (Finding finding : report.findings()) {
                xml.writeCharacters("\n  ");
                write(xml, report, finding);
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

    private static boolean isFailure(Report report, Finding finding) {
        return finding.fails() || (finding.isOpen() && !report.allowInconclusive());
    }

    private static boolean isSkipped(Report report, Finding finding) {
        return !isFailure(report, finding) && (finding.isOpen() || finding.verdict() == Verdict.REGRESSED);
    }

    private static void write(XMLStreamWriter xml, Report report, Finding finding) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "gatun.gate." + finding.metric().id());
        xml.writeAttribute("name", clean(finding.benchmark()));
        if (isFailure(report, finding)) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", finding.verdict().id());
            xml.writeAttribute("message", clean(message(finding)));
            xml.writeEndElement();
        } else if (isSkipped(report, finding)) {
            xml.writeStartElement("skipped");
            xml.writeAttribute(
                    "message",
                    clean(finding.waiver()
                            .map(waiver -> "waived until " + waiver.until() + ": " + waiver.reason())
                            .orElse(message(finding))));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String message(Finding finding) {
        return finding.verdict().id() + ": B costs " + Cells.change(finding) + " (" + Cells.interval(finding) + "), p "
                + Cells.p(finding) + ", A " + Cells.figure(finding.a()) + ", B " + Cells.figure(finding.b())
                + (finding.why().isEmpty() ? "" : "; " + finding.why());
    }

    /** Without the characters that XML cannot hold at all. */
    private static String clean(String text) {
        return text.replaceAll("[^\\x{9}\\x{A}\\x{D}\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
    }
}
