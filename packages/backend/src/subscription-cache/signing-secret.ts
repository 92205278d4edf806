import { generatedKey, type KeyAlphabet, type KeySource, type Receiving } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { sealPlace } from '../kernel/seal-places.ts'

type Generated = Extract<KeySource, { from: 'generated' }>

const sourceOf = ({ verify, handshake }: Receiving): Generated => {
  const sources = [...verify, ...handshake].flatMap(({ key }) => (key?.from === 'generated' ? [key] : []))
  return sources[0] ?? { from: 'generated', decode: 'text' }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const alphabets: Record<KeyAlphabet, string> = {
  hex: '0123456789abcdef',
  base64url: `${letters}-_`,
  alphanumeric: letters
}

/**
 * Returns a random text over an alphabet. Drops bytes that would make some letters more likely than others.
 */
const randomText = (randomBytes: Effects['randomBytes'], length: number, alphabet: string): string => {
  const fair = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length)
    for (const byte of randomBytes(length)) {
      if (byte < fair && text.length < length) text += alphabet.charAt(byte % alphabet.length)
    }
  return text
}

/**
 * Generates a key in the format of the rules: 32 bytes, or a number of letters where the text
 * itself is the key.
 */
const mint = (randomBytes: Effects['randomBytes'], source: Generated): string => {
  const { decode, length = generatedKey.usual, alphabet = 'hex' } = source
  switch (decode) {
    case 'text':
      return randomText(randomBytes, length, alphabets[alphabet])
    case 'base64':
      return Buffer.from(randomBytes(32)).toString('base64')
    case 'whsec':
      return `whsec_${Buffer.from(randomBytes(32)).toString('base64')}`
    default:
      return Buffer.from(randomBytes(32)).toString('hex')
  }
}

/** Generates a signing secret in the format of the rules. */
export const newSigningSecret = (
  { randomBytes }: Pick<Effects, 'randomBytes'>,
  receiving: Receiving
): string => mint(randomBytes, sourceOf(receiving))

/**
 * Generates and seals a secret for a subscription. Every subscription has one, so that a
 * registration flow can pass it to the service.
 */
export const mintSigningSecret = (
  effects: Effects,
  subscriptionId: string,
  receiving: Receiving
): Uint8Array =>
  effects.sealer.seal(newSigningSecret(effects, receiving), sealPlace(subscriptionId, 'signing-secret'))

/**
 * Returns the signing secret of a subscription. Empty for a subscription from before signing secrets existed.
 */
export const signingSecretOf = (
  { sealer }: Pick<Effects, 'sealer'>,
  { id, signingSecretSealed }: SubscriptionRow
): string =>
  signingSecretSealed === null ? '' : sealer.open(signingSecretSealed, sealPlace(id, 'signing-secret'))
