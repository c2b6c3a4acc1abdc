package org.apache.nifi.processors.kafka.pubsub;

import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.util.StandardValidators;

/** What both processors may be told. */
final class Properties_2_6 {
    static final PropertyDescriptor BROKERS = property("bootstrap.servers", "Kafka Brokers", "localhost:9092")
            .required(true)
            .expressionLanguageSupported(ExpressionLanguageScope.VARIABLE_REGISTRY)
            .build();
    static final PropertyDescriptor SECURITY =
            property("security.protocol", "Security Protocol", "PLAINTEXT").allowableValues("PLAINTEXT").required(true).build();

    /** A property of any text, with a default where that is not null. */
    static PropertyDescriptor.Builder property(String name, String shown, String usual) {
        PropertyDescriptor.Builder property =
                new PropertyDescriptor.Builder().name(name).displayName(shown).addValidator(StandardValidators.NON_EMPTY_VALIDATOR);
        return usual == null ? property : property.defaultValue(usual);
    }

    /** Where a message went or came from, as the real ones have it in provenance (KafkaProcessorUtils.buildTransitURI): the protocol, the brokers, and the topic. */
    static String transitUri(ProcessContext context, String topic) {
        String brokers = context.getProperty(BROKERS).evaluateAttributeExpressions().getValue();
        return context.getProperty(SECURITY).getValue() + "://" + brokers + "/" + topic;
    }

    private Properties_2_6() {}
}
