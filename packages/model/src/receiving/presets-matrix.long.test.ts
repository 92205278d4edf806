import { describe, expect, test } from 'vitest'
import { readBody } from '../deliveries/read-body.ts'
import { type Path, valueAt } from '../fields/path.ts'
import { memberSelectionOf, pickJson } from '../fields/pick-json.ts'
import type { Arriving } from './arriving.ts'
import { judge, type Verdict } from './judge.ts'
import { type Preset, presets, shapes } from './presets.ts'
import type { Scheme, SignaturePlace } from './receiving.ts'
import { readRules } from './rules.ts'
import { flipped, forgeriesOf } from './testing/forgeries.ts'
import { coversBody, mutantsOf, tampered } from './testing/mutants.ts'
import { now } from './testing/request.ts'
import {
  jsonPlace,
  judgingOf,
  type KeyRole,
  placeText,
  signedRequestOf,
  withoutPlace,
  withPlaceText
} from './testing/speak.ts'
import { withTwoSignatures } from './testing/two-signatures.ts'

const isPublicKey = ({ key }: Scheme): boolean => key.from === 'certificate'

/** Expected verdicts on a request with two signatures in one place, keyed by the order of the signatures. */
const twice: Record<
  SignaturePlace['from'],
  { why: string; verdicts: Record<'right, right' | 'right, wrong' | 'wrong, right', string> }
> = {
  header: {
    why: 'Nobody can say which line was signed, and others on the way may read another one.',
    verdicts: { 'right, right': 'doubled', 'right, wrong': 'doubled', 'wrong, right': 'doubled' }
  },
  query: {
    why: 'Nobody can say which parameter was signed.',
    verdicts: { 'right, right': 'doubled', 'right, wrong': 'doubled', 'wrong, right': 'doubled' }
  },
  xml: {
    why: 'The text of an element is that of the only one of its name, so there is none.',
    verdicts: {
      'right, right': 'no-signature',
      'right, wrong': 'no-signature',
      'wrong, right': 'no-signature'
    }
  },
  form: {
    why: 'Nobody can say which field was signed.',
    verdicts: { 'right, right': 'doubled', 'right, wrong': 'doubled', 'wrong, right': 'doubled' }
  },
  body: {
    why: 'A body is one token or none.',
    verdicts: {
      'right, right': 'signature-form',
      'right, wrong': 'signature-form',
      'wrong, right': 'signature-form'
    }
  },
  json: {
    why: 'The last member of a name is the only one that JSON has, here as in the flow: what is checked is what is read.',
    verdicts: { 'right, right': 'accepted', 'right, wrong': 'bad-signature', 'wrong, right': 'accepted' }
  }
}

/**
 * Returns the value at a path of a JSON body, read in two ways. The first parses the whole body, the second
 * only this path.
 */
const readings = ({ body }: Arriving, path: Path): unknown[] => {
  const whole = readBody('application/json', body).value
  const picked = pickJson(body, memberSelectionOf([path]) ?? []) ?? whole
  return [whole, picked].map(value => valueAt(value, path))
}

/** GitHub preset, changed so that the signature is in the query. No known service puts it there. */
const inQuery = presets
  .filter(({ id }) => id === 'github')
  .map(preset => {
    const verify = preset.receiving.verify.map(
      (scheme): Scheme => ({
        ...scheme,
        signature: { ...scheme.signature, from: 'query', name: 'signature' }
      })
    )
    return { ...preset, id: `${preset.id} in the query`, receiving: { ...preset.receiving, verify } }
  })

// review: services 11
const ofShapes = shapes.map(
  (shape): Preset => ({
    ...shape,
    source: 'https://acme.example',
    checkedOn: 'unverified',
    renewal: null,
    batch: null,
    handshakes: [],
    vectors: []
  })
)

/**
 * Every scheme of every preset and shape, each in its own preset, so that no other scheme accepts its
 * requests.
 */
const rows = [...presets, ...inQuery, ...ofShapes].flatMap(preset =>
  preset.receiving.verify.map(scheme => ({
    name: `${preset.id} ${scheme.id}`,
    preset: { ...preset, receiving: { ...preset.receiving, verify: [scheme] } },
    scheme
  }))
)

const verdictOf = (preset: Preset, request: Arriving, whiches: readonly KeyRole[] = ['first']): Verdict =>
  judge(readRules(preset.receiving), request, judgingOf(preset, whiches))

const reasonOf = (verdict: Verdict): string => (verdict.is === 'refused' ? verdict.reason : verdict.is)

/** Returns a signature in another encoding, which the rules must refuse. */
const otherwise = (text: string, { signature }: Scheme): string => {
  const at = text.lastIndexOf(signature.prefix) + signature.prefix.length
  const value = text.slice(signature.prefix === '' ? 0 : at)
  const head = text.slice(0, text.length - value.length)
  if (signature.encoding === 'hex') return head + Buffer.from(value, 'hex').toString('base64')
  if (signature.encoding === 'base64') return head + Buffer.from(value, 'base64').toString('hex')
  return head + Buffer.from(value).toString('base64')
}

describe.each(rows)('$name', ({ preset, scheme }) => {
  test('is accepted if it is genuine, with its key', () => {
    expect(verdictOf(preset, signedRequestOf(preset, scheme))).toMatchObject({
      is: 'accepted',
      matched: { scheme: scheme.id, key: 0 }
    })
  })

  test('is accepted during a key rotation, with the old and the new key', () => {
    const old = verdictOf(preset, signedRequestOf(preset, scheme), ['other', 'first'])
    expect(old).toMatchObject({ is: 'accepted', matched: { key: 1 } })
    if (!isPublicKey(scheme))
      expect(
        verdictOf(preset, signedRequestOf(preset, scheme, { which: 'second' }), ['first', 'second'])
      ).toMatchObject({
        is: 'accepted'
      })
  })

  test('is refused if its content was changed, where the content is signed', () => {
    const verdict = verdictOf(preset, tampered(signedRequestOf(preset, scheme), scheme))
    const isForged = scheme.algorithm !== 'token' && coversBody(scheme)
    expect(reasonOf(verdict)).toMatch(isForged ? /^(bad-signature|comparison)/ : /^accepted$/)
  })

  test('is refused if it is too old or from the future, where it contains its time', () => {
    const { time } = scheme
    for (const [sign, reason] of [
      [-1, 'stale'],
      [1, 'future']
    ] as const) {
      const at = now + sign * ((time?.toleranceSeconds ?? 300) + 2) * 1000
      expect(reasonOf(verdictOf(preset, signedRequestOf(preset, scheme, { at })))).toBe(
        time === null ? 'accepted' : reason
      )
    }
  })

  test('is refused if the signature is missing', () => {
    expect(reasonOf(verdictOf(preset, withoutPlace(signedRequestOf(preset, scheme), scheme)))).toBe(
      'no-signature'
    )
  })

  test('with two signatures is refused, or judged by the one that its flow reads', () => {
    const request = signedRequestOf(preset, scheme)
    const right = placeText(request, scheme)
    const wrong = flipped(right, Math.floor(right.length / 2))
    const { why, verdicts } = twice[scheme.signature.from]
    for (const [order, first, second] of [
      ['right, right', right, right],
      ['right, wrong', right, wrong],
      ['wrong, right', wrong, right]
    ] as const) {
      const both = withTwoSignatures(request, scheme, [first, second])
      expect(both, order).not.toEqual(request)
      expect(reasonOf(verdictOf(preset, both)), `${order}: ${why}`).toBe(verdicts[order])
      if (verdicts[order] === 'accepted')
        expect(new Set(readings(both, jsonPlace(scheme))), order).toEqual(new Set([right]))
    }
  })

  test('is refused if another key signed it', () => {
    expect(reasonOf(verdictOf(preset, signedRequestOf(preset, scheme, { which: 'other' })))).toMatch(
      /^bad-signature/
    )
  })

  test('is refused if the signature has another notation', () => {
    const request = signedRequestOf(preset, scheme)
    const text = otherwise(placeText(request, scheme), scheme)
    expect(reasonOf(verdictOf(preset, withPlaceText(request, scheme, text)))).toMatch(
      /^(signature-form|bad-signature)/
    )
  })

  test('is refused in every one of at least twelve mutations', () => {
    const request = signedRequestOf(preset, scheme)
    const mutants = mutantsOf(request, preset, scheme)
    expect(mutants.length).toBeGreaterThanOrEqual(12)
    for (const [what, mutant] of mutants) {
      expect(mutant, what).not.toEqual(request)
      expect(verdictOf(preset, mutant).is, what).toBe('refused')
    }
  })

  test('is refused if any signed part was changed with the same signature', () => {
    const request = signedRequestOf(preset, scheme)
    const forgeries = forgeriesOf(request, preset, scheme)
    // A token that signs no part of the request has none to forge; a body that is one is forged as a whole.
    const isBare = ['token', 'jwt'].includes(scheme.algorithm) && scheme.signature.from !== 'body'
    expect(forgeries.length > 0).toBe(!isBare || scheme.also.length > 0)
    for (const [what, forged] of forgeries) {
      expect(forged, what).not.toEqual(request)
      // Not for its time, or another reason that the sender of a forgery could fix.
      expect(reasonOf(verdictOf(preset, forged)), what).toMatch(
        /^(bad-signature|bad-signature-of-url|part-missing|comparison)$/
      )
    }
  })
})
