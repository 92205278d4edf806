import { shortened } from '../kernel/cut-text.ts'
import { problemsOfKey } from './key-problems.ts'
import type { KeyDecoding } from './key-source.ts'
import type { ReceivingContext, ReceivingProblem } from './problem.ts'
import type { Receiving, Scheme, SignatureAlgorithm } from './receiving.ts'
import { parsePath, parseTemplate } from './template.ts'
import { atomsOf, problemsOfComparisons, problemsOfText } from './text-problems.ts'

const sharedDecodings: readonly KeyDecoding[] = ['text', 'hex', 'base64', 'whsec']
const publicAlgorithms: readonly SignatureAlgorithm[] = ['ed25519', 'ecdsa-sha256', 'rsa-sha1', 'rsa-sha256']

type Path = ReceivingProblem['path']

/**
 * Returns the problems of a key's decoding. Public key formats fit public key algorithms, shared key formats
 * fit all others; `token` accepts both.
 */
const problemsOfDecoding = ({ algorithm, key }: Scheme, path: Path): ReceivingProblem[] => {
  const isShared = 'decode' in key && sharedDecodings.includes(key.decode)
  const at = [...path, 'key', 'decode']
  if (publicAlgorithms.includes(algorithm) && isShared)
    return [
      {
        path: at,
        message: `${algorithm} needs a public key. Choose the format of the public key.`
      }
    ]
  if (!publicAlgorithms.includes(algorithm) && algorithm !== 'jwt' && !isShared)
    return [{ path: at, message: `${algorithm} needs a shared secret. Choose the format of the secret.` }]
  return []
}

const isTimeSigned = ({ content, algorithm, time }: Scheme): boolean => {
  if (time === null || algorithm === 'jwt') return true
  if (algorithm === 'token') return false
  return atomsOf(content).some(
    ({ kind, name }) =>
      (time.from === 'signature' && kind === 'sig' && name === time.name) ||
      (time.from === 'header' && kind === 'header' && name === time.name.toLowerCase()) ||
      (time.from === 'form' && (kind === 'body' || (kind === 'form' && ['', time.name].includes(name)))) ||
      (time.from === 'query' && (kind === 'url' || (kind === 'query' && name === time.name))) ||
      (time.from === 'json' && (kind === 'body' || (kind === 'json' && name === time.name)))
  )
}

/** Returns true for a valid header name: a token of RFC 9110. */
const isHeaderName = (name: string): boolean => /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)

const noHeaderName = (name: string): string =>
  `“${shortened(name)}” is not a valid header name. Use letters, digits and -, without spaces or a colon.`

/** Returns the problems of one signature scheme. */
export const problemsOfScheme = (
  scheme: Scheme,
  path: Path,
  receiving: Receiving,
  around: ReceivingContext
): ReceivingProblem[] => {
  const { algorithm, content, signature, time } = scheme
  const signs = algorithm !== 'token' && algorithm !== 'jwt'
  const problems = [
    ...problemsOfKey(scheme.key, [...path, 'key'], receiving, around),
    ...problemsOfDecoding(scheme, path),
    ...problemsOfComparisons(scheme.also, [...path, 'also'], 'also')
  ]
  const say = (at: (string | number)[], message: string) => problems.push({ path: [...path, ...at], message })
  if (signs) {
    problems.push(...problemsOfText(content, [...path, 'content'], 'content'))
    if (parseTemplate(content).ok && atomsOf(content).length === 0)
      say(['content'], 'Enter the parts of the request that are signed, such as {body}.')
    if (signature.encoding === 'text')
      say(['signature', 'encoding'], 'Choose hex, base64 or base64url: a signature consists of bytes.')
  }
  const place = signature.name.replace(/\*$/, '')
  if (signature.from === 'body') {
    if (algorithm !== 'jwt')
      say(
        ['signature', 'from'],
        'Only a JSON Web Token can be the whole body. Choose another location of the signature.'
      )
  } else if (place === '')
    say(
      ['signature', 'name'],
      'Enter the name of the header, parameter or field that contains the signature.'
    )
  else if (signature.from === 'header' && !isHeaderName(place))
    say(['signature', 'name'], noHeaderName(signature.name))
  else if (signature.from === 'json' && parsePath(signature.name) === null)
    say(['signature', 'name'], 'Enter the path of the signature in the body, with dots between names.')
  if (algorithm === 'jwt' && signature.name.includes('*'))
    say(['signature', 'name'], 'Remove the *: a token has only one location.')
  if (time !== null && time.name === '')
    say(['time', 'name'], 'Enter the name of the header, parameter or field that contains the timestamp.')
  else if (time?.from === 'header' && !isHeaderName(time.name)) say(['time', 'name'], noHeaderName(time.name))
  else if (time?.from === 'json' && parsePath(time.name) === null)
    say(['time', 'name'], 'Enter the path of the timestamp in the body, with dots between names.')
  else if (!isTimeSigned(scheme))
    say(
      ['time', 'from'],
      'This timestamp is not part of the signed content, so anyone could change it. Add it to the signed content, or remove it from the rules.'
    )
  return problems
}
