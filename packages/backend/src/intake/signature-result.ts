import {
  type ConnectionValues,
  type IncomingRequest,
  keySourcesOf,
  type Receiving,
  readRules,
  type SignatureResult
} from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { keysFrom } from '../subscription-cache/endpoint-policy.ts'
import { createFetchedKeys } from './fetched-keys.ts'
import { createJudgement } from './judgement.ts'

/**
 * Test connection whose values may contain keys for checking a signature. The name is null if the rules need
 * no connection.
 */
export interface KeyHolder {
  name: string | null
  values: ConnectionValues
}

/** Refusal reasons for a signature that could not be checked because its key was missing. */
const withoutKey = ['no-key', 'no-key-of-registration', 'key-not-yet', 'key-not-found']

const NO_CONNECTION =
  'The key is part of a connection, but the connector has no test connection. Add one that contains the key.'

/**
 * Checks whether a request is signed as the rules require. Tries the keys of each holder and the secret
 * generated for the test URL. Keys from the Registration Data are unavailable without a registration.
 */
export const signatureResultOf = async (
  effects: Effects,
  params: {
    receiving: Receiving
    arrival: IncomingRequest
    eventUrl: string
    signingSecret: string
    holders: KeyHolder[]
  }
): Promise<SignatureResult> => {
  const { receiving, arrival, eventUrl, signingSecret, holders } = params
  if (receiving.verify.length === 0) return { is: 'not-asked' }
  const needsConnection = keySourcesOf(receiving).some(({ source }) => source.from === 'connection')
  if (needsConnection && holders.length === 0) return { is: 'unknown', why: NO_CONNECTION }
  const verdictOf = createJudgement({ effects, fetched: createFetchedKeys(effects) })
  let said: SignatureResult | null = null
  for (const { name, values } of needsConnection ? holders : [{ name: null, values: {} }]) {
    const keys = keysFrom(receiving, {
      connection: values,
      generated: signingSecret,
      registration: undefined,
      captured: {}
    })
    const policy = {
      rules: readRules(receiving),
      keys,
      phase: 'registering' as const,
      captured: [],
      eventUrl
    }
    const verdict = await verdictOf({ ...policy, registration: undefined }, arrival)
    if (verdict.is !== 'refused') return { is: 'right', by: name }
    const isUnknown = withoutKey.includes(verdict.reason)
    const why = `${verdict.sentence} ${verdict.advice}`
    if (said === null || (said.is === 'unknown' && !isUnknown))
      said = { is: isUnknown ? 'unknown' : 'wrong', why }
  }
  return said ?? { is: 'not-asked' }
}
