package dev.tally.contract;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of the dialects once more, against the native executable. */
class ContractNativeIT {
    @QuarkusIntegrationTest
    static class AgentGateContract extends AgentGateContractTest {}

    @QuarkusIntegrationTest
    static class AgentGateErrorContract extends AgentGateErrorContractTest {}

    @QuarkusIntegrationTest
    static class FreddyContract extends FreddyContractTest {}

    @QuarkusIntegrationTest
    static class FreddyErrorContract extends FreddyErrorContractTest {}

    @QuarkusIntegrationTest
    static class NeoContract extends NeoContractTest {}

    @QuarkusIntegrationTest
    static class NeoCreditsContract extends NeoCreditsContractTest {}

    @QuarkusIntegrationTest
    static class NeoErrorContract extends NeoErrorContractTest {}

    @QuarkusIntegrationTest
    static class SharedPath extends SharedPathTest {}

    @QuarkusIntegrationTest
    static class SurnexContract extends SurnexContractTest {}

    @QuarkusIntegrationTest
    static class TallyContract extends TallyContractTest {}

    @QuarkusIntegrationTest
    static class TallyErrorContract extends TallyErrorContractTest {}

    @QuarkusIntegrationTest
    static class UmbracoContract extends UmbracoContractTest {}
}
