import { createHash, createHmac } from 'node:crypto'
import type { CardEffects } from '@hookwright/engine'
import type { Millis } from '@hookwright/model'
import type { ReceivedRequest, RecordedResponse } from '@hookwright/model/files'

/** Default time at which a test runs: 2026-01-02T03:04:05Z. */
export const TEST_TIME: Millis = Date.UTC(2026, 0, 2, 3, 4, 5)

/** Creates deterministic effects for a test. Waiting advances the clock and takes no real time. */
export const createTestEffects = (now: Millis): Omit<CardEffects, 'http'> => {
  let time = now
  let ids = 0
  return {
    clock: () => time,
    newId: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
    random: () => 0.5,
    crypto: {
      hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
      hmac: (algorithm, key, bytes) => createHmac(algorithm, key).update(bytes).digest()
    },
    wait: async until => {
      time = Math.max(time, until)
    },
    soon: act => setImmediate(act),
    log: () => {}
  }
}

type Body = Pick<ReceivedRequest & RecordedResponse, 'json' | 'form' | 'body'>

const FORM = 'application/x-www-form-urlencoded'

/** Encodes form fields. A list becomes one parameter per item. */
export const encodeFields = (form: NonNullable<Body['form']>): string =>
  new URLSearchParams(
    Object.entries(form).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value])
    )
  ).toString()

/**
 * Returns the body of a message in a test as text, with its content type. The content type is null for an
 * empty body.
 */
export const bodyOf = ({ json, form, body }: Body): { text: string; type: string | null } => {
  if (json !== undefined) return { text: JSON.stringify(json), type: 'application/json' }
  if (form !== undefined) return { text: encodeFields(form), type: FORM }
  return { text: body ?? '', type: null }
}

/** Returns the value of a header of a message in a test. Returns undefined if the header is missing. */
export const headerIn = (headers: Record<string, string> | undefined, name: string): string | undefined =>
  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1]

/** Returns the headers of a message in a test, including the content type of its body. */
export const headersOf = (
  message: Body & { headers?: Record<string, string> | undefined }
): Record<string, string> => {
  const { type } = bodyOf(message)
  const named = message.headers ?? {}
  return type === null || headerIn(named, 'content-type') !== undefined
    ? named
    : { 'content-type': type, ...named }
}
