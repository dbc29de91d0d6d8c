package io.muster.mailengine;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.encode.main.DefaultImapEncoderFactory;
import org.apache.james.imap.processor.main.DefaultImapProcessorFactory;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.mpt.api.ImapFeatures.Feature;
import org.apache.james.mpt.host.JamesImapHostSystem;
import org.jspecify.annotations.Nullable;

/** An IMAP server without a network, whose users sign in with names of their choice. */
final class ContractHost extends JamesImapHostSystem {

    private static final Set<Feature> FEATURES =
            EnumSet.of(
                    Feature.NAMESPACE_SUPPORT,
                    Feature.MOVE_SUPPORT,
                    Feature.USER_FLAGS_SUPPORT,
                    Feature.ANNOTATION_SUPPORT,
                    Feature.MOD_SEQ_SEARCH);

    private @Nullable MailLayer layer;

    private ContractHost() {}

    static ContractHost ready() {
        var host = new ContractHost();
        try {
            host.beforeTest();
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
        return host;
    }

    @Override
    public void beforeTest() throws Exception {
        super.beforeTest();
        MailLayer mail =
                new ContractStore()
                        .layer(
                                authenticator,
                                authorizator,
                                Set.of(),
                                new MailLayer.AnnotationLimits(10, 1024));
        layer = mail;
        ImapProcessor commands =
                DefaultImapProcessorFactory.createDefaultProcessor(
                        mail.folders(),
                        mail.events(),
                        mail.subscriptions(),
                        mail.quotas().getQuotaManager(),
                        mail.quotas().getQuotaRootResolver(),
                        new RecordingMetricFactory());
        configure(
                QuotaParsers.decoder(),
                new DefaultImapEncoderFactory().buildImapEncoder(),
                new ImapListing(new ImapSelection(new ImapLimits(commands)), mail.parts()::others));
    }

    @Override
    protected MailboxManager getMailboxManager() {
        MailLayer mail = layer;
        if (mail == null) {
            throw new IllegalStateException("not begun");
        }
        return mail.folders();
    }

    @Override
    public boolean supports(Feature... features) {
        return FEATURES.containsAll(List.of(features));
    }

    @Override
    public void setQuotaLimits(QuotaCountLimit messages, QuotaSizeLimit octets) {
        throw new UnsupportedOperationException("limits are set in Muster only");
    }

    @Override
    protected void await() {
        // Nothing is behind: what is done is stored.
    }
}
