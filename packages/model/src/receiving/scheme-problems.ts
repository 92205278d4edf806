import { problemsOfKey } from './key-problems.ts'
import type { KeyDecoding } from './key-source.ts'
import type { ReceivingProblem, ReceivingSurroundings } from './problem.ts'
import type { Receiving, Scheme, SignatureAlgorithm } from './receiving.ts'
import { shortened } from './shortened.ts'
import { parsePath, parseTemplate } from './template.ts'
import { atomsOf, problemsOfComparisons, problemsOfText } from './text-problems.ts'

const sharedDecodings: readonly KeyDecoding[] = ['text', 'hex', 'base64', 'whsec']
const publicAlgorithms: readonly SignatureAlgorithm[] = ['ed25519', 'ecdsa-sha256', 'rsa-sha1', 'rsa-sha256']

type Path = ReceivingProblem['path']

/** Public keys check public algorithms, shared ones all others; a token may be either. */
const problemsOfDecoding = ({ algorithm, key }: Scheme, path: Path): ReceivingProblem[] => {
  const isShared = 'decode' in key && sharedDecodings.includes(key.decode)
  const at = [...path, 'key', 'decode']
  if (publicAlgorithms.includes(algorithm) && isShared)
    return [
      {
        path: at,
        message: `${algorithm} is checked with a public key; choose how the public key is written.`
      }
    ]
  if (!publicAlgorithms.includes(algorithm) && algorithm !== 'jwt' && !isShared)
    return [
      { path: at, message: `${algorithm} is checked with a shared secret; choose how the secret is written.` }
    ]
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

/** A token of RFC 9110, which is all that HTTP carries as the name of a header. */
const isHeaderName = (name: string): boolean => /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)

const noHeaderName = (name: string): string =>
  `“${shortened(name)}” can be no name of a header, so it never arrives; write it with the letters a to z, digits and -, without spaces or a colon.`

/** Returns the problems of one signature scheme. */
export const problemsOfScheme = (
  scheme: Scheme,
  path: Path,
  receiving: Receiving,
  around: ReceivingSurroundings
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
      say(['content'], 'Say which parts of the request are signed, such as {body}.')
    if (signature.encoding === 'text')
      say(['signature', 'encoding'], 'A signature is bytes; choose hex, base64 or base64url.')
  }
  const place = signature.name.replace(/\*$/, '')
  if (signature.from === 'body') {
    if (algorithm !== 'jwt')
      say(
        ['signature', 'from'],
        'Only a JSON Web Token can be the whole body; choose where the signature is.'
      )
  } else if (place === '') say(['signature', 'name'], 'Say where the signature stands.')
  else if (signature.from === 'header' && !isHeaderName(place))
    say(['signature', 'name'], noHeaderName(signature.name))
  else if (signature.from === 'json' && parsePath(signature.name) === null)
    say(['signature', 'name'], 'Write where the signature stands in the body, with dots between names.')
  if (algorithm === 'jwt' && signature.name.includes('*'))
    say(['signature', 'name'], 'A token stands in one place; take out the *.')
  if (time !== null && time.name === '') say(['time', 'name'], 'Say where the time stands.')
  else if (time?.from === 'header' && !isHeaderName(time.name)) say(['time', 'name'], noHeaderName(time.name))
  else if (time?.from === 'json' && parsePath(time.name) === null)
    say(['time', 'name'], 'Write where the time stands in the body, with dots between names.')
  else if (!isTimeSigned(scheme))
    say(
      ['time', 'from'],
      'This time is not part of what is signed, so anybody could change it; sign it or leave it out.'
    )
  return problems
}
