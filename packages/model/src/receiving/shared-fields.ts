import type { Json } from '../kernel/json.ts'
import { keysInText } from './keys.ts'
import type { HandshakeRule, Receiving } from './receiving.ts'
import { signsShortTokens } from './short-token.ts'
import { atomsOf, isKeyed } from './text-problems.ts'

export const textsIn = (value: Json): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

/**
 * Returns true if a handshake answers unsigned requests with a signature, so that any sender can obtain
 * signatures.
 */
export const signsForAnybody = ({ verified, key, respond: { headers, body } }: HandshakeRule): boolean => {
  const texts = body.is === 'text' ? [body.text] : body.is === 'json' ? textsIn(body.value) : []
  return (
    !verified &&
    key !== null &&
    [...texts, ...headers.map(({ value }) => value)].flatMap(atomsOf).some(isKeyed)
  )
}

/**
 * Returns two fields of a connection that contain the same key, although the handshake's key must differ from
 * the events' keys. `null` if there are none. Rules can only compare key sources; the values are known when a
 * connection is saved.
 */
export const fieldsWithSameKey = (
  { verify, handshake }: Receiving,
  values: Readonly<Record<string, string>>
): { handshake: string; events: string } | null => {
  const keysOf = (field: string): string[] =>
    Object.hasOwn(values, field) ? keysInText(values[field] ?? '') : []
  for (const rule of handshake.filter(signsForAnybody))
    for (const scheme of verify.filter(signsShortTokens)) {
      if (rule.key?.from !== 'connection' || scheme.key.from !== 'connection') continue
      const ofEvents = keysOf(scheme.key.field)
      if (keysOf(rule.key.field).some(key => ofEvents.includes(key)))
        return { handshake: rule.key.field, events: scheme.key.field }
    }
  return null
}
