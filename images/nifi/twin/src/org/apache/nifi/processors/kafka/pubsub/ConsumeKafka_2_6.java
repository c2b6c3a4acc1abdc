package org.apache.nifi.processors.kafka.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.nifi.processors.kafka.pubsub.Properties_2_6.BROKERS;
import static org.apache.nifi.processors.kafka.pubsub.Properties_2_6.SECURITY;
import static org.apache.nifi.processors.kafka.pubsub.Properties_2_6.property;
import static org.apache.nifi.processors.kafka.pubsub.Properties_2_6.transitUri;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/** The real one's name, attributes, and the properties that flows of this repository have or leave at their defaults. */
@TriggerSerially
@InputRequirement(InputRequirement.Requirement.INPUT_FORBIDDEN)
@CapabilityDescription("Made for a twin of the public image: each message is a FlowFile; offsets are committed when NiFi has it.")
public class ConsumeKafka_2_6 extends AbstractProcessor {
    private static final PropertyDescriptor TOPIC =
            property("topic", "Topic Name(s)", null).required(true).expressionLanguageSupported(ExpressionLanguageScope.VARIABLE_REGISTRY).build();
    private static final PropertyDescriptor HONOR =
            property("honor-transactions", "Honor Transactions", "true").allowableValues("true", "false").required(true).build();
    private static final PropertyDescriptor GROUP =
            property("group.id", "Group ID", null).required(true).expressionLanguageSupported(ExpressionLanguageScope.VARIABLE_REGISTRY).build();
    private static final PropertyDescriptor FIRST =
            property("auto.offset.reset", "Offset Reset", "latest").allowableValues("earliest", "latest", "none").required(true).build();
    private static final PropertyDescriptor AT_ONCE = property("max.poll.records", "Max Poll Records", "10000").build();
    private static final Relationship SUCCESS = new Relationship.Builder().name("success").build();

    private KafkaConsumer<byte[], byte[]> consumer;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return Arrays.asList(BROKERS, SECURITY, TOPIC, HONOR, GROUP, FIRST, AT_ONCE);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Collections.singleton(SUCCESS);
    }

    @Override
    public void onTrigger(ProcessContext context, ProcessSession session) {
        if (consumer == null) consumer = open(context);
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        if (records.isEmpty()) return;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            FlowFile file = session.write(session.create(), content -> content.write(record.value()));
            file = session.putAllAttributes(file, attributesOf(record));
            session.getProvenanceReporter().receive(file, transitUri(context, record.topic()));
            session.transfer(file, SUCCESS);
        }
        session.commitAsync(consumer::commitSync); // the offsets afterwards: what is lost between the two comes again
    }

    @OnStopped
    public void close() {
        if (consumer != null) consumer.close();
        consumer = null;
    }

    private static Map<String, String> attributesOf(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("kafka.topic", record.topic());
        attributes.put("kafka.partition", String.valueOf(record.partition()));
        attributes.put("kafka.offset", String.valueOf(record.offset()));
        if (record.key() != null) attributes.put("kafka.key", new String(record.key(), UTF_8));
        return attributes;
    }

    private static KafkaConsumer<byte[], byte[]> open(ProcessContext context) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", context.getProperty(BROKERS).evaluateAttributeExpressions().getValue());
        settings.put("group.id", context.getProperty(GROUP).evaluateAttributeExpressions().getValue());
        settings.put("auto.offset.reset", context.getProperty(FIRST).getValue());
        settings.put("max.poll.records", context.getProperty(AT_ONCE).getValue());
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", context.getProperty(HONOR).asBoolean() ? "read_committed" : "read_uncommitted");
        KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        opened.subscribe(Arrays.asList(context.getProperty(TOPIC).evaluateAttributeExpressions().getValue().split(",\\s*")));
        return opened;
    }
}
