package io.muster.webmail;

import java.util.List;
import java.util.Set;
import org.owasp.html.HtmlSanitizer;

/** What HTML says to whoever sees no HTML. */
final class HtmlText implements HtmlSanitizer.Policy {

    private static final Set<String> SILENT =
            Set.of("script", "style", "head", "title", "template", "noscript", "svg", "math");

    private static final Set<String> LINES =
            Set.of(
                    "p",
                    "div",
                    "br",
                    "tr",
                    "li",
                    "ul",
                    "ol",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "table",
                    "blockquote",
                    "pre",
                    "hr",
                    "section",
                    "article",
                    "header",
                    "footer");

    private final int most;
    private final StringBuilder text = new StringBuilder();
    private int silent;

    private HtmlText(int most) {
        this.most = most;
    }

    /**
     * @param most characters
     */
    static String of(String html, int most) {
        var policy = new HtmlText(most);
        HtmlSanitizer.sanitize(html, policy);
        return Texts.plain(policy.text.toString())
                .replaceAll("[ \\t\\u00A0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    @Override
    public void openDocument() {}

    @Override
    public void closeDocument() {}

    @Override
    public void openTag(String element, List<String> attributes) {
        if (SILENT.contains(element)) {
            silent++;
        }
        if (LINES.contains(element)) {
            line();
        }
    }

    @Override
    public void closeTag(String element) {
        if (SILENT.contains(element) && silent > 0) {
            silent--;
        }
        if (LINES.contains(element)) {
            line();
        }
    }

    @Override
    public void text(String more) {
        if (silent == 0 && text.length() < most) {
            text.append(Texts.cut(more.replaceAll("\\s+", " "), most - text.length()));
        }
    }

    private void line() {
        if (silent == 0 && text.length() < most) {
            text.append('\n');
        }
    }
}
