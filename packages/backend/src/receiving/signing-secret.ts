import type { KeyDecoding, Receiving } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import { sealPlace } from '../subscriptions/desk.ts'

/** The form of the key that is made for each subscription. */
const formOf = ({ verify, handshake }: Receiving): KeyDecoding => {
  const sources = [...verify, ...handshake].map(({ key }) => key)
  return sources.find(source => source?.from === 'generated')?.decode ?? 'text'
}

/** 32 random bytes, as a text that can be decoded as the rules say. */
const mint = (outside: Outside, form: KeyDecoding): string => {
  const bytes = Buffer.from(outside.randomBytes(32))
  switch (form) {
    case 'base64':
      return bytes.toString('base64')
    case 'whsec':
      return `whsec_${bytes.toString('base64')}`
    default:
      // Letters and digits alone are what every service takes.
      return bytes.toString('hex')
  }
}

/** A new secret in the form that the rules ask for. */
export const newSigningSecret = (outside: Outside, receiving: Receiving): string =>
  mint(outside, formOf(receiving))

/**
 * A new secret for a subscription, sealed. Each has one, whether its rules need it or not, so that a registration flow
 * can hand it over.
 */
export const mintSigningSecret = (
  outside: Outside,
  subscriptionId: string,
  receiving: Receiving
): Uint8Array =>
  outside.sealer.seal(newSigningSecret(outside, receiving), sealPlace(subscriptionId, 'signing-secret'))

/** The secret of a subscription; empty for one from before there were any. */
export const signingSecretOf = (
  { sealer }: Pick<Outside, 'sealer'>,
  { id, signingSecretSealed }: SubscriptionRow
): string =>
  signingSecretSealed === null ? '' : sealer.open(signingSecretSealed, sealPlace(id, 'signing-secret'))
