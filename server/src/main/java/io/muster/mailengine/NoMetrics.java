package io.muster.mailengine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;
import org.reactivestreams.Publisher;

/** Counts what James itself reads again, and measures nothing. */
final class NoMetrics implements MetricFactory {

    @Override
    public Metric generate(String name) {
        return new Counter(new AtomicInteger());
    }

    private record Counter(AtomicInteger value) implements Metric {
        @Override
        public void increment() {
            value.incrementAndGet();
        }

        @Override
        public void decrement() {
            value.decrementAndGet();
        }

        @Override
        public void add(int number) {
            value.addAndGet(number);
        }

        @Override
        public void remove(int number) {
            value.addAndGet(-number);
        }

        @Override
        public long getCount() {
            return value.get();
        }

        @Override
        public double movingAverage() {
            return 0;
        }
    }

    @Override
    public TimeMetric timer(String name) {
        return new Timer(name);
    }

    private record Timer(String name) implements TimeMetric {
        @Override
        public ExecutionResult stopAndPublish() {
            return new Measured();
        }
    }

    private record Measured() implements TimeMetric.ExecutionResult {
        @Override
        public Duration elasped() {
            return Duration.ZERO;
        }

        @SuppressWarnings("deprecation") // James still asks it.
        @Override
        public TimeMetric.ExecutionResult logWhenExceedP99(Duration threshold) {
            return this;
        }
    }

    @Override
    public <T> Publisher<T> decoratePublisherWithTimerMetric(String name, Publisher<T> work) {
        return work;
    }

    @SuppressWarnings("deprecation") // James still asks it.
    @Override
    public <T> Publisher<T> decoratePublisherWithTimerMetricLogP99(String name, Publisher<T> work) {
        return work;
    }
}
