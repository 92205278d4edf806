/** Rules for requests to services: their URL, headers and credentials, and the hosts that may receive those. */
export { checkHost, type HostRules, hostFault } from './outbound/allowed-host.ts'
export { type Credentials, placeCredentials } from './outbound/place-credentials.ts'
export { checkHeaders, harmlessHeaders, requestHeaders } from './outbound/request-headers.ts'
export { checkedUrl, requestUrl, shownUrl } from './outbound/request-url.ts'
