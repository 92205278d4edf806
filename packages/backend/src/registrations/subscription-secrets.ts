import { isJsonObject } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import { signingSecretOf } from '../subscription-cache/signing-secret.ts'

/** Returns all strings in a value, at any depth. */
export const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : []
}

/**
 * Returns the sealed values of a subscription as texts: token, signing secret, Registration Data, and values
 * captured by handshakes. They must be redacted from traces and pages. Throws if a value cannot be opened.
 */
export const secretsOfSubscription = (
  { effects: { sealer } }: { effects: Pick<Effects, 'sealer'> },
  row: SubscriptionRow
): string[] => {
  const texts = (sealed: Uint8Array | null, part: 'registration-data' | 'captured'): string[] =>
    sealed === null ? [] : textsIn(JSON.parse(sealer.open(sealed, sealPlace(row.id, part))))
  return [
    sealer.open(row.tokenSealed, sealPlace(row.id, 'token')),
    signingSecretOf({ sealer }, row),
    ...texts(row.registrationData, 'registration-data'),
    ...texts(row.capturedSealed, 'captured')
  ].filter(text => text !== '')
}
