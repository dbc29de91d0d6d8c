import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checks a password against a hash on all cores and nothing else: SECONDS, PASSWORD, HASH. Prints checks a second. */
class HashLoop {
    public static void main(String[] words) throws Exception {
        long seconds = Long.parseLong(words[0]);
        byte[] password = words[1].getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int threads = Runtime.getRuntime().availableProcessors();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            long begun = System.nanoTime();
            long end = begun + seconds * 1_000_000_000L;
            Callable<Long> loop = () -> {
                Argon2 argon2 = Argon2Factory.create(Argon2Types.ARGON2id);
                long checks = 0;
                while (System.nanoTime() < end) {
                    if (!argon2.verify(words[2], password)) {
                        throw new IllegalStateException("the password is not that of the hash");
                    }
                    checks++;
                }
                return checks;
            };
            List<Future<Long>> loops = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                loops.add(pool.submit(loop));
            }
            long checks = 0;
            for (Future<Long> each : loops) {
                checks += each.get();
            }
            System.out.println(checks / ((System.nanoTime() - begun) / 1e9));
        }
    }
}
