package io.muster.demo;

import java.util.List;

/**
 * An organization to look at.
 *
 * @param domain of the kind that RFC 2606 3 keeps for examples
 * @param size how many people it has, with its owner, whatever their state
 * @param role the custom role it made for itself
 * @param phone what all its numbers begin with
 * @param cultures where its people's names come from; the more often named, the more of them
 * @param units paths three deep, each with the titles of those who work there
 */
record DemoOrganization(
        String name,
        String domain,
        int size,
        String ownerFirstName,
        String ownerLastName,
        String role,
        String phone,
        String city,
        String country,
        String timeZone,
        String language,
        List<String> cultures,
        List<Unit> units) {

    /**
     * A unit at the end of a path.
     *
     * @param path as import reads it: {@code Care/Wards/Ward 1}
     */
    record Unit(String path, List<String> titles) {

        /** The unit in the middle of the path. */
        String department() {
            return path.split("/", -1)[1];
        }

        static List<Unit> read(String lines) {
            return lines.lines()
                    .map(line -> line.split(": ", 2))
                    .map(parts -> new Unit(parts[0], List.of(parts[1].split(", "))))
                    .toList();
        }
    }

    static final List<DemoOrganization> ALL =
            List.of(
                    new DemoOrganization(
                            "Lindenhof Hospital Group",
                            "lindenhof.example",
                            560,
                            "Clara",
                            "Brandt",
                            "Ward administrator",
                            "+49 30 5550 ",
                            "Berlin",
                            "Germany",
                            "Europe/Berlin",
                            "de",
                            List.of("german", "german", "german", "polish", "turkish", "nordic"),
                            Unit.read(
                                    """
                                    Medicine/Surgery/Trauma: Surgeon, Registrar, Theatre nurse, Trainee
                                    Medicine/Surgery/Heart and Lung: Surgeon, Perfusionist, Theatre nurse
                                    Medicine/Internal Medicine/Cardiology: Cardiologist, Registrar, Nurse
                                    Medicine/Internal Medicine/Gastroenterology: Physician, Registrar, Nurse
                                    Medicine/Diagnostics/Radiology: Radiologist, Radiographer, Contractor
                                    Medicine/Diagnostics/Laboratory: Biologist, Technician, Technician
                                    Care/Wards/Ward 1: Head nurse, Nurse, Nurse, Care assistant
                                    Care/Wards/Ward 2: Head nurse, Nurse, Nurse, Care assistant, Trainee
                                    Care/Wards/Intensive Care: Head nurse, Nurse, Nurse
                                    Care/Ambulance/Dispatch: Dispatcher, Dispatcher, Paramedic
                                    Administration/Finance/Payroll: Accountant, Clerk
                                    Administration/Finance/Purchasing: Buyer, Clerk
                                    Administration/People/Recruiting: Recruiter, Receptionist
                                    Technology/Networks/Telephony: Engineer, Technician, Contractor
                                    Technology/Applications/Patient Records: Analyst, Developer, Trainer
                                    """)),
                    new DemoOrganization(
                            "Meridian Shipping",
                            "meridian.example",
                            400,
                            "Ελένη",
                            "Παπαδοπούλου",
                            "Port administrator",
                            "+30 21 0555 ",
                            "Piraeus",
                            "Greece",
                            "Europe/Athens",
                            "el",
                            List.of("greek", "greek", "portuguese", "indian", "english", "nordic"),
                            Unit.read(
                                    """
                                    Fleet/Container/Mediterranean: Captain, First officer, Engineer, Cadet
                                    Fleet/Container/Atlantic: Captain, First officer, Engineer, Trainee
                                    Fleet/Tanker/North Sea: Captain, Pumpman, Engineer
                                    Ports/South/Piraeus: Port captain, Crane operator, Planner, Receptionist
                                    Ports/South/Lisbon: Port captain, Crane operator, Planner
                                    Ports/East/Mumbai: Port captain, Crane operator, Contractor
                                    Office/Sales/Charter: Broker, Broker, Clerk
                                    Office/Sales/Claims: Adjuster, Lawyer
                                    Office/Finance/Accounts: Accountant, Clerk
                                    Office/Technology/Ship to Shore: Engineer, Developer, Contractor
                                    """)),
                    new DemoOrganization(
                            "Sakura Instruments",
                            "sakura.example",
                            240,
                            "美咲",
                            "佐藤",
                            "Plant administrator",
                            "+81 3 5550 ",
                            "Tokyo",
                            "Japan",
                            "Asia/Tokyo",
                            "ja",
                            List.of("japanese", "japanese", "japanese", "korean", "english"),
                            Unit.read(
                                    """
                                    Research/Optics/Lenses: Physicist, Engineer, Trainee
                                    Research/Optics/Coatings: Chemist, Technician
                                    Research/Software/Imaging: Developer, Tester, Contractor
                                    Plants/Nagoya/Assembly: Foreman, Fitter, Fitter, Inspector
                                    Plants/Nagoya/Shipping: Planner, Driver, Clerk
                                    Plants/Busan/Assembly: Foreman, Fitter, Inspector
                                    Office/Sales/Asia: Seller, Seller, Receptionist
                                    Office/Sales/Europe: Seller, Assistant
                                    Office/People/Training: Trainer, Clerk
                                    """)));

    /** The address of the owner. */
    String owner() {
        return DemoNames.latin(ownerFirstName + " " + ownerLastName) + "@" + domain;
    }
}
