package io.muster.directories;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which attribute of an entry holds what of a user; empty where none does.
 *
 * @param entryId what stays the same when the entry is renamed or moved
 * @param logonName what the user signs in with there
 * @param address the e-mail address
 */
record AttributeMapping(
        String entryId,
        String logonName,
        String address,
        String displayName,
        String firstName,
        String lastName,
        String title,
        String department,
        String officePhone,
        String mobilePhone) {

    /** The attributes by the names of the fields that they fill, in the order of the form. */
    Map<String, String> byField() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("entryId", entryId);
        fields.put("logonName", logonName);
        fields.put("address", address);
        fields.put("displayName", displayName);
        fields.put("firstName", firstName);
        fields.put("lastName", lastName);
        fields.put("title", title);
        fields.put("department", department);
        fields.put("officePhone", officePhone);
        fields.put("mobilePhone", mobilePhone);
        return fields;
    }

    /** The same with other names to sign in with. */
    AttributeMapping named(String otherLogonName, String otherAddress) {
        return new AttributeMapping(
                entryId,
                otherLogonName,
                otherAddress,
                displayName,
                firstName,
                lastName,
                title,
                department,
                officePhone,
                mobilePhone);
    }

    /** Something else for each attribute, such as what an entry has there. */
    AttributeMapping each(UnaryOperator<String> what) {
        return new AttributeMapping(
                what.apply(entryId),
                what.apply(logonName),
                what.apply(address),
                what.apply(displayName),
                what.apply(firstName),
                what.apply(lastName),
                what.apply(title),
                what.apply(department),
                what.apply(officePhone),
                what.apply(mobilePhone));
    }
}
