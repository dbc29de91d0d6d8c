package io.muster.webmail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.HtmlStreamRenderer;

/**
 * HTML of a stranger without anything that acts: no scripts, forms, frames or styles that fetch;
 * pictures from elsewhere only where the reader wants them, since they tell the sender who reads.
 * Nobody relies on it alone: the page it is shown in is a sandbox without scripts and sources.
 */
final class CleanHtml {

    static final int LARGEST_TEXT = 1 << 20;

    private static final int LARGEST = 2 << 20;
    private static final int LARGEST_PICTURE = 1 << 20;
    private static final int LARGEST_PICTURES = 5 << 20;

    /** All pictures of a page as text, each as often as the page shows it. */
    private static final int LARGEST_SHOWN = 10 << 20;

    private static final Set<String> PICTURES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private static final Pattern DATA =
            Pattern.compile("data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\\s]*");

    private static final Pattern REFERENCE = Pattern.compile("(?i)cid:([^\"'<>\\s)]{1,900})");

    private static final Pattern LINK =
            Pattern.compile("(?i)(https?|mailto|tel):.*", Pattern.DOTALL);

    private static final String BEFORE =
            """
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">\
            <style>html{overflow-wrap:anywhere}body{margin:12px;font-family:sans-serif;background:#fff;color:#151515}\
            img{max-width:100%;height:auto}table{max-width:100%}</style></head><body>
            """;

    private final Map<String, String> pictures;
    private final boolean remote;
    private boolean wantsRemote;
    private int left = LARGEST_SHOWN;

    private CleanHtml(Map<String, String> pictures, boolean remote) {
        this.pictures = pictures;
        this.remote = remote;
    }

    static String read(MimePart part, InputStream content) throws IOException {
        return Texts.decoded(content.readNBytes(LARGEST), part.charset());
    }

    static boolean wantsRemoteImages(String html) {
        var clean = new CleanHtml(Map.of(), false);
        clean.cleaned(html);
        return clean.wantsRemote;
    }

    /**
     * A page of its own.
     *
     * @param pictures those of the message, by content id, as data
     */
    static String page(String html, Map<String, String> pictures, boolean remote) {
        return BEFORE + new CleanHtml(pictures, remote).cleaned(html) + "\n</body></html>\n";
    }

    /** The content ids that the HTML names. */
    static Set<String> references(String html) {
        Set<String> ids = new HashSet<>();
        Matcher reference = REFERENCE.matcher(html);
        while (reference.find() && ids.size() < 200) {
            ids.add(reference.group(1));
        }
        return ids;
    }

    /** The pictures of a message that its HTML names, as far as they are small. */
    static final class Pictures implements MimeWalk.Visitor {

        private final Set<String> wanted;
        private final Map<String, String> found = new HashMap<>();
        private int octets;

        Pictures(Set<String> wanted) {
            this.wanted = wanted;
        }

        Map<String, String> found() {
            return found;
        }

        @Override
        public boolean part(MimePart part, InputStream content) throws IOException {
            if (PICTURES.contains(part.type()) && wanted.contains(part.contentId())) {
                byte[] picture = content.readNBytes(LARGEST_PICTURE + 1);
                if (picture.length <= LARGEST_PICTURE
                        && octets + picture.length <= LARGEST_PICTURES) {
                    octets += picture.length;
                    found.put(
                            part.contentId(),
                            "data:%s;base64,%s"
                                    .formatted(
                                            part.type(),
                                            Base64.getEncoder().encodeToString(picture)));
                }
            }
            return found.size() < wanted.size();
        }
    }

    private String cleaned(String html) {
        var out = new StringBuilder();
        HtmlSanitizer.sanitize(html, policy().build(HtmlStreamRenderer.create(out, _ -> {})));
        return out.toString();
    }

    private HtmlPolicyBuilder policy() {
        return new HtmlPolicyBuilder()
                .allowCommonInlineFormattingElements()
                .allowCommonBlockElements()
                .allowElements(
                        "table",
                        "thead",
                        "tbody",
                        "tfoot",
                        "tr",
                        "td",
                        "th",
                        "caption",
                        "colgroup",
                        "col",
                        "hr",
                        "pre",
                        "center",
                        "dl",
                        "dt",
                        "dd",
                        "abbr",
                        "address",
                        "cite",
                        "q",
                        "section",
                        "article",
                        "header",
                        "footer",
                        "figure",
                        "figcaption",
                        "img",
                        "wbr",
                        "font")
                .allowElements(
                        (element, attributes) -> {
                            attributes.add("target");
                            attributes.add("_blank");
                            return element;
                        },
                        "a")
                .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
                // The one list holds for all attributes that are addresses; each says more below.
                .allowUrlProtocols("http", "https", "mailto", "tel", "cid", "data")
                .allowAttributes("href")
                .matching((_, _, value) -> LINK.matcher(value).matches() ? value : null)
                .onElements("a")
                .allowAttributes("src")
                .matching((_, _, value) -> picture(value))
                .onElements("img")
                .allowAttributes("alt", "title", "dir", "lang", "align", "valign")
                .globally()
                .allowAttributes("width", "height")
                .matching(Pattern.compile("[0-9]{1,5}%?"))
                .onElements("img", "table", "td", "th", "col", "hr")
                .allowAttributes(
                        "cellpadding", "cellspacing", "border", "colspan", "rowspan", "span")
                .matching(Pattern.compile("[0-9]{1,4}"))
                .onElements("table", "td", "th", "col", "colgroup", "img")
                .allowAttributes("bgcolor", "color")
                .matching(Pattern.compile("#?[A-Za-z0-9]{1,20}"))
                .onElements("table", "tr", "td", "th", "font")
                .allowAttributes("face", "size")
                .matching(Pattern.compile("[A-Za-z0-9 ,+-]{1,100}"))
                .onElements("font")
                // Styles that fetch something are left out: no addresses in them are allowed.
                .allowStyling(CssSchema.DEFAULT);
    }

    private @Nullable String picture(String source) {
        String address = source.strip();
        String scheme = address.toLowerCase(Locale.ROOT);
        if (scheme.startsWith("cid:")) {
            return shown(pictures.get(address.substring("cid:".length())));
        }
        if (scheme.startsWith("data:")) {
            return DATA.matcher(address).matches() ? address : null;
        }
        if (scheme.startsWith("http:") || scheme.startsWith("https:")) {
            wantsRemote = true;
            return remote ? address : null;
        }
        return null;
    }

    /** A few octets of HTML name a picture again, which makes the page longer by all of it. */
    private @Nullable String shown(@Nullable String data) {
        if (data == null || data.length() > left) {
            return null;
        }
        left -= data.length();
        return data;
    }

    /** The directives for a page of such HTML. */
    static String contentPolicy(boolean remote) {
        return "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
                + "style-src 'unsafe-inline'; img-src data:"
                + (remote ? " https: http:" : "")
                + "; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
    }

    /** The types that a browser may show or name without harm. */
    static boolean isHarmless(String type) {
        return PICTURES.contains(type)
                || List.of("application/pdf", "application/zip", "text/plain", "text/csv")
                        .contains(type);
    }
}
