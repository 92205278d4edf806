import { bytesOf } from '../../kernel/text-bytes.ts'
import type { Arriving } from '../arriving.ts'
import type { Preset } from '../presets.ts'
import type { Scheme } from '../receiving.ts'
import { type Changed, flipped } from './forgeries.ts'
import { bodyText, fresh, placeText, sampleFor, signedRequestOf, withPlaceText } from './speak.ts'

/** Returns true when the scheme signs the body, whole or in parts. */
export const coversBody = ({ content, also, signature }: Scheme): boolean =>
  signature.from === 'body' ||
  /\{(?:body|form)/.test(content) ||
  also.some(({ right }) => right.includes('{body')) ||
  content.includes('{json.Message')

/**
 * Returns a token with changed claims and its old signature. A body that is not a token is changed as text.
 */
const withOtherClaims = (token: string): string => {
  const [head, claims, signature] = token.split('.')
  if (claims === undefined || signature === undefined) return token.replace('paid', 'void')
  const other = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), type: 'invoice.void' }
  return [head, Buffer.from(JSON.stringify(other)).toString('base64url'), signature].join('.')
}

/** Returns a request with additional or changed content in its body. */
export const tampered = (request: Arriving, scheme: Scheme): Arriving => {
  const body = bodyText(request)
  if (scheme.signature.from === 'body') return { ...request, body: bytesOf(withOtherClaims(body)) }
  if (scheme.content.includes('{form')) return { ...request, body: bytesOf(`${body}&Extra=1`) }
  if (scheme.content.includes('{json.Message'))
    return { ...request, body: bytesOf(body.replace('Paper', 'Proper')) }
  return { ...request, body: bytesOf(`${body} `) }
}

/** Returns the index of the signature in a text, after its prefix. */
const startOf = (text: string, { signature }: Scheme): number =>
  signature.prefix === '' ? 0 : text.lastIndexOf(signature.prefix) + signature.prefix.length

/** Returns variants of a valid request with every known kind of invalid signature. */
export const mutantsOf = (request: Arriving, preset: Preset, scheme: Scheme): Changed[] => {
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
    ['lower case', head + value.toLowerCase()],
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
    .map(([what, changed]): Changed => [what, withPlaceText(request, scheme, changed)])
  const unsigned = fresh(sampleFor(preset, scheme))
  made.push(['unsigned', unsigned])
  made.push(['of another key', signedRequestOf(preset, scheme, { which: 'other' })])
  if (scheme.algorithm !== 'token' && scheme.signature.from !== 'body' && coversBody(scheme)) {
    const later = signedRequestOf(preset, scheme, {
      request: tampered(fresh(sampleFor(preset, scheme)), scheme)
    })
    if (placeText(later, scheme) !== text)
      made.push(['signature of another body', withPlaceText(request, scheme, placeText(later, scheme))])
  }
  return made
}
