import type { CardExecutor } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import type { Config } from './card.ts'

const MAX_BYTES = 65_536

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).byteLength

/** Names what the registration flow hands over. Throws `registration.data-too-large`. */
export const execute: CardExecutor<Config> = ({ inputs: { registrationData = null, expiresAt = null } }) => {
  const bytes = bytesOf(registrationData)
  if (bytes > MAX_BYTES) throw new Fault('registration.data-too-large', { bytes })
  return { kind: 'return', result: { registrationData, expiresAt } }
}
