package io.muster.access;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Faults after which the same work may succeed, when it is tried again from its beginning. */
public final class PassingFaults {

    private PassingFaults() {}

    /** Whether the database is away, or two transactions collided. */
    public static boolean has(RuntimeException fault) {
        return fault instanceof TransientDataAccessException
                || fault instanceof RecoverableDataAccessException
                || fault instanceof DataAccessResourceFailureException
                || fault instanceof CannotCreateTransactionException
                || fault instanceof TransactionSystemException;
    }
}
