package io.muster.mailengine;

import java.util.Map;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** What James's servers read from files elsewhere. */
final class Configurations {

    private Configurations() {}

    /** Names with dots stand for nested ones. */
    static HierarchicalConfiguration<ImmutableNode> of(Map<String, ?> values) {
        BaseHierarchicalConfiguration configuration = new BaseHierarchicalConfiguration();
        values.forEach(configuration::addProperty);
        return configuration;
    }
}
