package io.muster.mailengine;

import org.apache.james.mpt.api.ImapHostSystem;
import org.apache.james.mpt.host.JamesImapHostSystem;
import org.apache.james.mpt.imapmailbox.suite.AuthenticatePlain;
import org.apache.james.mpt.imapmailbox.suite.AuthenticatedState;
import org.apache.james.mpt.imapmailbox.suite.ConcurrentSessions;
import org.apache.james.mpt.imapmailbox.suite.Condstore;
import org.apache.james.mpt.imapmailbox.suite.Copy;
import org.apache.james.mpt.imapmailbox.suite.Events;
import org.apache.james.mpt.imapmailbox.suite.Expunge;
import org.apache.james.mpt.imapmailbox.suite.Fetch;
import org.apache.james.mpt.imapmailbox.suite.FetchBodySection;
import org.apache.james.mpt.imapmailbox.suite.FetchBodyStructure;
import org.apache.james.mpt.imapmailbox.suite.FetchHeaders;
import org.apache.james.mpt.imapmailbox.suite.Listing;
import org.apache.james.mpt.imapmailbox.suite.MailboxAnnotation;
import org.apache.james.mpt.imapmailbox.suite.MailboxWithLongNameError;
import org.apache.james.mpt.imapmailbox.suite.Move;
import org.apache.james.mpt.imapmailbox.suite.NonAuthenticatedState;
import org.apache.james.mpt.imapmailbox.suite.ObjectId;
import org.apache.james.mpt.imapmailbox.suite.PartialFetch;
import org.apache.james.mpt.imapmailbox.suite.Recent;
import org.apache.james.mpt.imapmailbox.suite.Rename;
import org.apache.james.mpt.imapmailbox.suite.Search;
import org.apache.james.mpt.imapmailbox.suite.Security;
import org.apache.james.mpt.imapmailbox.suite.Select;
import org.apache.james.mpt.imapmailbox.suite.SelectedInbox;
import org.apache.james.mpt.imapmailbox.suite.SelectedState;
import org.apache.james.mpt.imapmailbox.suite.UidSearch;
import org.apache.james.mpt.imapmailbox.suite.UidSearchOnIndex;
import org.apache.james.mpt.imapmailbox.suite.UserFlagsSupport;

/** James's own tests of IMAP, in its words, held against our store and our processors. */
final class ImapContracts {

    private ImapContracts() {}

    static class AuthenticatePlainContract extends AuthenticatePlain {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class AuthenticatedStateContract extends AuthenticatedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class ConcurrentSessionsContract extends ConcurrentSessions {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class CondstoreContract extends Condstore {
        @Override
        protected JamesImapHostSystem createJamesImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class CopyContract extends Copy {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class EventsContract extends Events {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class ExpungeContract extends Expunge {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class FetchContract extends Fetch {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class FetchBodySectionContract extends FetchBodySection {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class FetchBodyStructureContract extends FetchBodyStructure {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class FetchHeadersContract extends FetchHeaders {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class ListingContract extends Listing {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class MailboxAnnotationContract extends MailboxAnnotation {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class MailboxWithLongNameErrorContract extends MailboxWithLongNameError {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class MoveContract extends Move {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class NonAuthenticatedStateContract extends NonAuthenticatedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class ObjectIdContract extends ObjectId {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class PartialFetchContract extends PartialFetch {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class RecentContract extends Recent {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class RenameContract extends Rename {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class SearchContract extends Search {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class SecurityContract extends Security {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class SelectContract extends Select {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class SelectedInboxContract extends SelectedInbox {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class SelectedStateContract extends SelectedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class UidSearchContract extends UidSearch {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class UidSearchOnIndexContract extends UidSearchOnIndex {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }

    static class UserFlagsSupportContract extends UserFlagsSupport {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return ContractHost.ready();
        }
    }
}
