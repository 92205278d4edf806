/** Values that a refusal's sentence names. */
export type RefusalFacts = Readonly<Record<string, string | number>>

/** Explanation of a refusal for makers and users. The sender never gets these sentences. */
export interface RefusalText {
  sentence: string
  advice: string
}

/** Facts are named in braces. The order is that of how far a request came: the last one is the nearest to being right. */
const refusals = {
  off: {
    sentence: 'The flow is off, so its Event URL takes nothing.',
    advice: 'Turn the flow on, or take this Event URL away at the service.'
  },
  overload: {
    sentence: 'The server had no room for more requests at that moment.',
    advice: 'Nothing needs to be done: the service was told to try again.'
  },
  'network-busy': {
    sentence: 'More requests came at once from {network} than this server takes from one network.',
    advice:
      'Nothing needs to be done if the service tries again, as it was told to, in {seconds} s; else whoever runs this server can raise HOOKWRIGHT_NETWORK_PER_SECOND and HOOKWRIGHT_NETWORK_BURST, or name the proxy in front of it in HOOKWRIGHT_PROXIES, so that senders are told apart.'
  },
  busy: {
    sentence: 'More requests came at once than the card takes.',
    advice:
      'Nothing needs to be done if the service tries again, as it was told to, in {seconds} s; else raise the rate in the limits of the card.'
  },
  method: {
    sentence: 'The request came with {method}, which this Event URL does not take.',
    advice: 'Add {method} to the methods of the card if the service sends events with it.'
  },
  encoding: {
    sentence: 'The body was compressed ({encoding}), so the bytes that were signed cannot be known.',
    advice: 'Switch compression off at the service or at the proxy between.'
  },
  'content-type': {
    sentence: 'The body came as {type}, which the card does not take.',
    advice: 'Add {type} to the content types of the card if the service sends events so.'
  },
  'too-large': {
    sentence: 'The body has {size} bytes; the card takes at most {most}.',
    advice: 'Raise the limit of the card, or have the service send less.'
  },
  'handshake-captured': {
    sentence:
      'The request carried a secret to be kept, but that is taken only once, while the flow is being turned on.',
    advice:
      'Turn the flow off and on again if the service really made a new secret; else somebody tried to replace it.'
  },
  'handshake-unmet': {
    sentence: 'The question of the service did not carry what the rules require.',
    advice: 'Compare the verify token at the service with the one of the connection.'
  },
  'handshake-part': {
    sentence: 'The question of the service lacks {part}, which the answer needs.',
    advice: 'Compare the handshake of the card with what the service sends.'
  },
  'handshake-echo': {
    sentence:
      'The value to be sent back is too long or holds signs that could do harm, so it was not sent back.',
    advice: 'Nothing needs to be done if the service works; no service is known to ask for this.'
  },
  'handshake-token': {
    sentence:
      'The question of the service would have been signed with the key of the events, but what it asks to have signed is no short token.',
    advice:
      'Nothing needs to be done if the sender was not the service; otherwise give the handshake a key of its own. A short token has at most 128 letters, digits and the signs _ . = + / -'
  },
  'handshake-key': {
    sentence:
      'The question of the service would have been signed with the key of the events, and a signed token could pass as an event.',
    advice:
      'Give the handshake a key of its own, have the events sign the whole body, or answer only when the signature is right.'
  },
  'handshake-unconfirmed': {
    sentence:
      'The service asked to have an address fetched as a confirmation, and that did not come about: {why}',
    advice:
      'Nothing needs to be done if the service asks again, as it was told to; else see whether its address can be reached from here, and have it ask once more.'
  },
  'no-key': {
    sentence: 'There is no key to check the signature with.',
    advice: 'Enter the signing key in the connection, in the form that the rules of the card say.'
  },
  'key-not-yet': {
    sentence:
      'The key arrives with the registration, which has not finished, so the signature could not be checked yet.',
    advice: 'Nothing needs to be done: the service was told to try again.'
  },
  'key-not-found': {
    sentence: 'No key to check the signature with could be had from {url}.',
    advice:
      'See whether the address answers from here, without sending on to another host, and whether the certificate there is valid today.'
  },
  'key-address': {
    sentence: 'The request names a key at {url}, which is at none of the hosts that the rules allow.',
    advice: 'Nothing needs to be done if the sender was not the service; else add its host to the rules.'
  },
  'no-signature': {
    sentence: 'The request carries no signature in {place}.',
    advice: 'Switch signing on at the service, or compare the place with what the service sends.'
  },
  doubled: {
    sentence: '{place} is there more than once, so nobody can say which one counts.',
    advice: 'See whether a proxy between adds a second one.'
  },
  'too-long': {
    sentence: '{place} is longer than {most} characters.',
    advice: 'Nothing needs to be done if the sender was not the service.'
  },
  'too-many-signatures': {
    sentence: '{place} holds {count} signatures; at most {most} are tried.',
    advice: 'Remove old keys at the service.'
  },
  'part-missing': {
    sentence: 'The signed content cannot be put together, since the request lacks {part}.',
    advice: 'Compare the signed content in the rules with what the service sends.'
  },
  separator: {
    sentence: '{at} holds {count} parts that are separated by {found}, but the rules expect {expected}.',
    advice: 'Open “Several signatures” in the rules and choose {found}.'
  },
  'signature-form': {
    sentence: 'The signature in {place} is not written as {encoding}.',
    advice: 'Compare prefix and encoding in the rules with what the service sends.'
  },
  'bad-signature': {
    sentence: 'The signature in {place} does not match {keys}.',
    advice:
      'Compare the signing key, from the connection or from the registration flow, with the one at the service.'
  },
  'bad-signature-of-url': {
    sentence:
      'The signature in {place}, which covers the URL, does not match {keys}. We checked it for {ours}; the request was sent to {theirs}.',
    advice:
      'Compare the key; if the two hosts differ, set HOOKWRIGHT_PUBLIC_URL to the address that the service knows.'
  },
  'token-expired': {
    sentence: 'The token in {place} is outside the time in which it may be used.',
    advice: 'Compare the clocks of both sides.'
  },
  comparison: {
    sentence: 'The signature is right, but two values that must be the same are not.',
    advice: 'Compare the values in the rules with what the service sends.'
  },
  'no-time': {
    sentence: 'The signature is right, but {place} holds no time that can be read.',
    advice: 'Compare place and unit of the time in the rules with what the service sends.'
  },
  stale: {
    sentence:
      'The signature is right, but the request is too old: their clock is {seconds} s behind ours, and {most} s are allowed.',
    advice: 'Compare the clocks of both sides; a request that was sent again much later looks the same.'
  },
  future: {
    sentence:
      'The signature is right, but the request is from the future: their clock is {seconds} s ahead of ours, and {most} s are allowed.',
    advice: 'Compare the clocks of both sides.'
  }
} as const satisfies Record<string, RefusalText>

/** Why a request was refused. */
export type RefusalReason = keyof typeof refusals

const ranks = new Map(Object.keys(refusals).map((reason, rank) => [reason, rank]))

/** Of two reasons the one of the request that came further, since that is the one to mend. */
export const isFurther = (one: RefusalReason, other: RefusalReason): boolean =>
  (ranks.get(one) ?? 0) > (ranks.get(other) ?? 0)

/** A fact as a sentence names it; of keys the fact is how many there were. */
const wordOf = (name: string, facts: RefusalFacts): string => {
  const fact = facts[name] ?? 'unknown'
  if (name !== 'keys') return String(fact)
  return fact === 1 ? 'the key' : `any of the ${fact} keys`
}

const fill = (sentence: string, facts: RefusalFacts): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => wordOf(name, facts))

/** Returns the explanation of a refusal: what happened and why, and how to fix it. */
export const refusalText = (reason: RefusalReason, facts: RefusalFacts): RefusalText => ({
  sentence: fill(refusals[reason].sentence, facts),
  advice: fill(refusals[reason].advice, facts)
})

export const isRefusalReason = (text: string): text is RefusalReason => Object.hasOwn(refusals, text)
