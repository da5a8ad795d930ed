package tokenmanagement.oauth;

import tokenmanagement.platform.Secret;

/**
 * Binds a consent to the browser that started it. Each consent has its own, so that a person can connect two branches
 * in two tabs.
 *
 * @param stateHash names the consent without telling its state
 */
public record FlowCookie(String stateHash, Secret browserSecret) {
    String name() {
        return nameFor(stateHash);
    }

    static String nameFor(String stateHash) {
        return "tm_flow_" + stateHash.substring(0, 16);
    }
}
