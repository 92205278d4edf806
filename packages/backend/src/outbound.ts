/**
 * Rules for requests to services: their URL, headers and credentials, and the hosts that may receive the
 * credentials.
 */
export { checkHost, type HostRules, hostFault } from './outbound/allowed-host.ts'
export { keepSecrets } from './outbound/keep-secrets.ts'
export { type Credentials, placeCredentials } from './outbound/place-credentials.ts'
export { checkHeaders, harmlessHeaders, requestHeaders } from './outbound/request-headers.ts'
export { checkedUrl, requestUrl, shownUrl } from './outbound/request-url.ts'
export { formsOf, LEAST_SECRET, type SecretForm } from './outbound/secret-forms.ts'
