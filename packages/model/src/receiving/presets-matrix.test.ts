import { describe, expect, test } from 'vitest'
import type { Arriving } from './arriving.ts'
import { judge, type Verdict } from './judge.ts'
import { type Preset, presets } from './presets.ts'
import type { Scheme } from './receiving.ts'
import { readRules } from './rules.ts'
import { now } from './testing/request.ts'
import {
  fresh,
  judgingOf,
  placeText,
  sampleFor,
  spoken,
  type Which,
  withoutPlace,
  withPlaceText
} from './testing/speak.ts'
import { bytesOf, textOf } from './text-bytes.ts'

const isPublicKey = ({ key }: Scheme): boolean => key.from === 'certificate'

/** Every scheme of every preset, each tried alone, so that no other one can let its requests through. */
const rows = presets.flatMap(preset =>
  preset.receiving.verify.map(scheme => ({
    name: `${preset.id} ${scheme.id}`,
    preset: { ...preset, receiving: { ...preset.receiving, verify: [scheme] } },
    scheme
  }))
)

const verdictOf = (preset: Preset, request: Arriving, whiches: readonly Which[] = ['first']): Verdict =>
  judge(readRules(preset.receiving), request, judgingOf(preset, whiches))

const reasonOf = (verdict: Verdict): string => (verdict.is === 'refused' ? verdict.reason : verdict.is)

const bodyText = (request: Arriving): string => textOf(request.body) ?? ''

/** True when the scheme signs the body, whole or by parts. */
const coversBody = ({ content, also }: Scheme): boolean =>
  /\{(?:body|form)/.test(content) ||
  also.some(({ right }) => right.includes('{body')) ||
  content.includes('{json.Message')

const tampered = (request: Arriving, scheme: Scheme): Arriving => {
  const body = bodyText(request)
  if (scheme.content.includes('{form')) return { ...request, body: bytesOf(`${body}&Extra=1`) }
  if (scheme.content.includes('{json.Message'))
    return { ...request, body: bytesOf(body.replace('Paper', 'Proper')) }
  return { ...request, body: bytesOf(`${body} `) }
}

const doubledHeader = (request: Arriving, scheme: Scheme): Arriving => ({
  ...request,
  headers: [...request.headers, scheme.signature.name.replace('*', '1'), placeText(request, scheme)]
})

/** The same signature, written otherwise. */
const otherwise = (text: string, { signature }: Scheme): string => {
  const at = text.lastIndexOf(signature.prefix) + signature.prefix.length
  const value = text.slice(signature.prefix === '' ? 0 : at)
  const head = text.slice(0, text.length - value.length)
  if (signature.encoding === 'hex') return head + Buffer.from(value, 'hex').toString('base64')
  if (signature.encoding === 'base64') return head + Buffer.from(value, 'base64').toString('hex')
  return head + Buffer.from(value).toString('base64')
}

describe.each(rows)('$name', ({ preset, scheme }) => {
  test('is accepted when it is genuine, with the key that made it', () => {
    expect(verdictOf(preset, spoken(preset, scheme))).toMatchObject({
      is: 'accepted',
      matched: { scheme: scheme.id, key: 0 }
    })
  })

  test('is accepted while keys change, from the old and from the new one', () => {
    const old = verdictOf(preset, spoken(preset, scheme), ['other', 'first'])
    expect(old).toMatchObject({ is: 'accepted', matched: { key: 1 } })
    if (!isPublicKey(scheme))
      expect(
        verdictOf(preset, spoken(preset, scheme, { which: 'second' }), ['first', 'second'])
      ).toMatchObject({
        is: 'accepted'
      })
  })

  test('is refused when its content was changed, where the content is signed', () => {
    const verdict = verdictOf(preset, tampered(spoken(preset, scheme), scheme))
    const isForged = scheme.algorithm !== 'token' && coversBody(scheme)
    expect(reasonOf(verdict)).toMatch(isForged ? /^(bad-signature|comparison)/ : /^accepted$/)
  })

  test('is refused when it is too old or from the future, where it says when it was sent', () => {
    const { time } = scheme
    for (const [sign, reason] of [
      [-1, 'stale'],
      [1, 'future']
    ] as const) {
      const at = now + sign * ((time?.toleranceSeconds ?? 300) + 2) * 1000
      expect(reasonOf(verdictOf(preset, spoken(preset, scheme, { at })))).toBe(
        time === null ? 'accepted' : reason
      )
    }
  })

  test('is refused when the signature is missing', () => {
    expect(reasonOf(verdictOf(preset, withoutPlace(spoken(preset, scheme), scheme)))).toBe('no-signature')
  })

  test('is refused when the signature is there twice', () => {
    if (scheme.signature.from !== 'header') return
    expect(reasonOf(verdictOf(preset, doubledHeader(spoken(preset, scheme), scheme)))).toBe('doubled')
  })

  test('is refused when another key made it', () => {
    expect(reasonOf(verdictOf(preset, spoken(preset, scheme, { which: 'other' })))).toMatch(/^bad-signature/)
  })

  test('is refused when the signature is written otherwise', () => {
    const request = spoken(preset, scheme)
    const text = otherwise(placeText(request, scheme), scheme)
    expect(reasonOf(verdictOf(preset, withPlaceText(request, scheme, text)))).toMatch(
      /^(signature-form|bad-signature)/
    )
  })

  test('is refused in every one of at least twelve mutations', () => {
    const request = spoken(preset, scheme)
    const mutants = mutantsOf(request, preset, scheme)
    expect(mutants.length).toBeGreaterThanOrEqual(12)
    for (const [what, mutant] of mutants) expect(verdictOf(preset, mutant).is, what).toBe('refused')
  })
})

/** The request with a header that is signed changed by its last sign, as a time or an id might be. */
const withOtherHeader = (request: Arriving, name: string): Arriving => ({
  ...request,
  headers: request.headers.map((line, at) =>
    at % 2 === 1 && request.headers[at - 1]?.toLowerCase() === name ? flipped(line, line.length - 1) : line
  )
})

const withoutHeader = (request: Arriving, name: string): Arriving => ({
  ...request,
  headers: request.headers.filter((_, at) => request.headers[at - (at % 2)]?.toLowerCase() !== name)
})

/** A text with one of its signs changed into another one of the same kind. */
const flipped = (text: string, at: number): string => {
  const sign = text.charAt(at)
  const other = /[0-8]/.test(sign) ? '9' : sign === 'a' ? 'b' : sign === '9' ? '8' : 'a'
  return text.slice(0, at) + other + text.slice(at + 1)
}

/** Where the signature itself begins, behind what stands before it. */
const startOf = (text: string, { signature }: Scheme): number =>
  signature.prefix === '' ? 0 : text.lastIndexOf(signature.prefix) + signature.prefix.length

const mutantsOf = (request: Arriving, preset: Preset, scheme: Scheme): [string, Arriving][] => {
  const text = placeText(request, scheme)
  const start = startOf(text, scheme)
  const value = text.slice(start)
  const head = text.slice(0, start)
  const texts: [string, string][] = [
    ['first sign', flipped(text, start)],
    ['middle sign', flipped(text, start + Math.floor(value.length / 2))],
    ['last sign but two', flipped(text, text.length - 3)],
    ['cut', text.slice(0, -1)],
    ['half', head + value.slice(0, value.length / 2)],
    ['longer', `${text}a`],
    ['twice in one', head + value + value],
    ['upper case', head + value.toUpperCase()],
    ['quoted', `${head}"${value}"`],
    ['space inside', `${head}${value.slice(0, 4)} ${value.slice(4)}`],
    ['zero byte', `${text}\0`],
    ['prefix only', head],
    ['nothing but a space', ' '],
    ['other prefix', `sha512=${value}`],
    ['percent', `${head}%${value}`],
    ['word', `${head}undefined`],
    ['all zeros', head + '0'.repeat(value.length)],
    ['too long', head + value.repeat(200)],
    ['seventeen of them', Array.from({ length: 17 }, () => 'x'.repeat(8)).join(scheme.signature.split || ',')]
  ]
  const isOther = ([, changed]: [string, string]): boolean => changed !== text
  const made = texts
    .filter(isOther)
    .map(([what, changed]): [string, Arriving] => [what, withPlaceText(request, scheme, changed)])
  for (const [, name = ''] of scheme.content.matchAll(/\{header\.([^}|]+)/g))
    made.push(
      [`another ${name}`, withOtherHeader(request, name)],
      [`without ${name}`, withoutHeader(request, name)]
    )
  if (scheme.content.includes('{url}')) {
    made.push(['another query', { ...request, query: `${request.query}&b=1` }])
    made.push(['another URL', { ...request, eventUrl: `${request.eventUrl}x` }])
  }
  if (scheme.content.includes('{method}')) made.push(['another method', { ...request, method: 'PUT' }])
  const unsigned = fresh(sampleFor(preset, scheme))
  made.push(['unsigned', unsigned])
  made.push(['of another key', spoken(preset, scheme, { which: 'other' })])
  if (scheme.algorithm !== 'token' && coversBody(scheme)) {
    made.push(['other body', tampered(request, scheme)])
    made.push(['empty body', { ...request, body: new Uint8Array() }])
    const later = spoken(preset, scheme, { request: tampered(fresh(sampleFor(preset, scheme)), scheme) })
    if (placeText(later, scheme) !== text)
      made.push(['signature of another body', withPlaceText(request, scheme, placeText(later, scheme))])
  }
  return made
}
