/** Values for the placeholders in a refusal's message. */
export type RefusalFacts = Readonly<Record<string, string | number>>

/** Explanation of a refusal for makers and users. It is never sent to the sender. */
export interface RefusalText {
  sentence: string
  advice: string
}

/**
 * Messages of refusals, with placeholders in braces, ordered by the number of checks that the request has
 * passed.
 */
const refusals = {
  off: {
    sentence: 'This Event URL accepts no requests: the flow was off, or had a newer Event URL.',
    advice: 'Turn the flow on and enter its current Event URL at the service, or remove this Event URL there.'
  },
  paused: {
    sentence: 'The flow is paused, so its API endpoint refuses requests.',
    advice: 'Resume the flow. The caller was asked to try again later.'
  },
  overload: {
    sentence: 'The server was too busy to accept the request.',
    advice: 'No action is needed: the service was asked to retry.'
  },
  'network-busy': {
    sentence: 'Too many requests came at once from the network {network}.',
    advice:
      'The service was asked to retry in {seconds} s. If it does not, raise HOOKWRIGHT_NETWORK_PER_SECOND and HOOKWRIGHT_NETWORK_BURST, or set HOOKWRIGHT_PROXIES if the server is behind a proxy.'
  },
  busy: {
    sentence: 'The requests exceeded the rate limit of the card.',
    advice: 'The service was asked to retry in {seconds} s. If it does not, raise the rate limit of the card.'
  },
  method: {
    sentence: 'This Event URL does not accept the method {method}.',
    advice: 'If the service sends events with {method}, add it to the methods of the card.'
  },
  encoding: {
    sentence: 'The signature could not be checked because the body was compressed ({encoding}).',
    advice: 'Turn off compression at the service, or at a proxy between the service and this server.'
  },
  'content-type': {
    sentence: 'The card does not accept the content type {type}.',
    advice: 'If the service sends events as {type}, add it to the content types of the card.'
  },
  'too-large': {
    sentence: 'The body has {size} bytes, but the card accepts at most {most}.',
    advice: 'Raise the limit of the card, or make the service send smaller bodies.'
  },
  'handshake-captured': {
    sentence:
      'The request contained a new secret, but a secret is accepted only once, while the flow is being turned on.',
    advice:
      'If the service has created a new secret, turn the flow off and on again. Otherwise somebody tried to replace the secret.'
  },
  'handshake-unmet': {
    sentence: 'The handshake request did not meet the conditions of the rules.',
    advice: 'Check that the verify token at the service matches the one in the connection.'
  },
  'handshake-part': {
    sentence: 'The handshake request has no {part}, which the response needs.',
    advice: 'Compare the handshake of the card with the request of the service.'
  },
  'handshake-echo': {
    sentence: 'The challenge was not sent back because it is too long or contains unsafe characters.',
    advice: 'No action is needed if the service works. No known service sends such a challenge.'
  },
  'handshake-token': {
    sentence:
      'The handshake was not signed because it uses the same key as the events and its challenge is not a short token.',
    advice:
      'If the request came from the service, use a separate key for the handshake. A short token has at most 128 letters, digits and the characters _ . = + / -'
  },
  'handshake-key': {
    sentence:
      'The handshake was not signed because it uses the same key as the events, so a signed token could be used to forge an event.',
    advice:
      'Use a separate key for the handshake, sign the whole body of events, or answer only if the signature is valid.'
  },
  'handshake-unconfirmed': {
    sentence: 'The confirmation URL of the service could not be fetched: {why}',
    advice:
      'The service was asked to retry. If it does not, check that its URL can be reached from this server, then repeat the confirmation at the service.'
  },
  'no-key': {
    sentence: 'No key is available to check the signature.',
    advice: 'Enter the signing key in the connection, in the format chosen in the rules of the card.'
  },
  'no-key-of-registration': {
    sentence:
      'No key is available to check the signature: the registration at the service returned no usable key at “{path}” of the Registration Data.',
    advice:
      'In the connector, return the key as “{path}” from the registration flow of the event, in the format chosen in the rules of the card, or take it from a field of the connection.'
  },
  'key-not-yet': {
    sentence:
      'The signature could not be checked yet because its key is part of the registration, which has not finished.',
    advice: 'No action is needed: the service was asked to retry.'
  },
  'key-not-found': {
    sentence: 'The key for checking the signature could not be fetched from {url}.',
    advice:
      'Check that the URL can be reached from this server without a redirect to another host, and that its certificate is valid.'
  },
  'key-address': {
    sentence: 'The request refers to a key at {url}, whose host is not allowed by the rules.',
    advice: 'If the request came from the service, add this host to the rules.'
  },
  'no-signature': {
    sentence: 'The request has no signature in {place}.',
    advice: 'Turn on signing at the service, or check where it sends the signature.'
  },
  doubled: {
    sentence: '{place} appears more than once, so the signature is ambiguous.',
    advice: 'Check whether a proxy between the service and this server adds a second one.'
  },
  'too-long': {
    sentence: '{place} is longer than {most} characters.',
    advice: 'No action is needed if the request did not come from the service.'
  },
  'too-many-signatures': {
    sentence: '{place} has {count} signatures, but at most {most} are checked.',
    advice: 'Remove old keys at the service.'
  },
  'part-missing': {
    sentence: 'The signed content cannot be built because the request has no {part}.',
    advice: 'Compare the signed content in the rules with the documentation of the service.'
  },
  separator: {
    sentence: '{at} has {count} parts separated by {found}, but the rules expect {expected}.',
    advice: 'Open “Several signatures and conditions” in the rules and choose {found}.'
  },
  'signature-form': {
    sentence: 'The signature in {place} is not encoded as {encoding}.',
    advice: 'Compare the prefix and encoding in the rules with the header that the service sends.'
  },
  'bad-signature': {
    sentence: 'The signature in {place} does not match {keys}.',
    advice: 'Compare the signing key of the connection or registration flow with the one at the service.'
  },
  'bad-signature-of-url': {
    sentence:
      'The signature in {place}, which covers the URL, does not match {keys}. It was checked for {ours}, but the request was sent to {theirs}.',
    advice:
      'Compare the signing key with the one at the service. If the two hosts differ, set HOOKWRIGHT_PUBLIC_URL to the address that the service uses.'
  },
  'token-expired': {
    sentence: 'The token in {place} is expired or not valid yet.',
    advice: 'Compare the clocks of both servers.'
  },
  comparison: {
    sentence: 'The signature is valid, but two values that must be equal differ.',
    advice: 'Compare the values in the rules with the request of the service.'
  },
  'no-time': {
    sentence: 'The signature is valid, but {place} contains no valid time.',
    advice: 'Compare the location and unit of the timestamp in the rules with the request of the service.'
  },
  stale: {
    sentence:
      'The signature is valid, but the request is too old: its time is {seconds} s behind the clock of this server, and {most} s are allowed.',
    advice: 'Compare the clocks of both servers. The request may also have been sent again much later.'
  },
  future: {
    sentence:
      'The signature is valid, but the request is from the future: its time is {seconds} s ahead of the clock of this server, and {most} s are allowed.',
    advice: 'Compare the clocks of both servers.'
  }
} as const satisfies Record<string, RefusalText>

/** Reason why a request was refused. */
export type RefusalReason = keyof typeof refusals

const ranks = new Map(Object.keys(refusals).map((reason, rank) => [reason, rank]))

/**
 * Returns true if a request refused with reason `one` has passed more checks than one refused with `other`.
 * The reason after more checks is shown.
 */
export const isFurther = (one: RefusalReason, other: RefusalReason): boolean =>
  (ranks.get(one) ?? 0) > (ranks.get(other) ?? 0)

/**
 * Returns the text of a fact for a message. The fact `keys` is a number and is written as “the key” or “any
 * of the 2 keys”.
 */
const wordOf = (name: string, facts: RefusalFacts): string => {
  const fact = facts[name] ?? 'unknown'
  if (name !== 'keys') return String(fact)
  return fact === 1 ? 'the key' : `any of the ${fact} keys`
}

const fill = (sentence: string, facts: RefusalFacts): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => wordOf(name, facts))

/** Returns the explanation of a refusal: what happened, why, and how to fix it. */
export const refusalText = (reason: RefusalReason, facts: RefusalFacts): RefusalText => ({
  sentence: fill(refusals[reason].sentence, facts),
  advice: fill(refusals[reason].advice, facts)
})

export const isRefusalReason = (text: string): text is RefusalReason => Object.hasOwn(refusals, text)
