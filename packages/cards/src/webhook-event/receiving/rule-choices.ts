import type { KeyDecoding, KeySource, SignatureAlgorithm, SignaturePlace } from '@hookwright/model'
import { algorithmLabels } from './format-receiving.ts'

/** One thing to choose. */
interface Choice<Value extends string> {
  value: Value
  label: string
}

const choicesOf = <Value extends string>(
  words: Record<Value, string>,
  values: readonly Value[]
): Choice<Value>[] => values.map(value => ({ value, label: words[value] }))

export const algorithmChoices = choicesOf(algorithmLabels, [
  'hmac-sha256',
  'hmac-sha512',
  'hmac-sha1',
  'token',
  'ed25519',
  'ecdsa-sha256',
  'rsa-sha256',
  'rsa-sha1',
  'jwt'
])

const placeLabels: Record<SignaturePlace['from'], string> = {
  header: 'A header',
  query: 'A parameter of the query',
  form: 'A field of a form',
  json: 'A value in the JSON body',
  xml: 'An element of the XML body',
  body: 'The whole body'
}

/** Places of a signature; only a token can be the whole body. */
export const placeChoices = (algorithm: SignatureAlgorithm): Choice<SignaturePlace['from']>[] =>
  choicesOf(placeLabels, [
    'header',
    'query',
    'form',
    'json',
    'xml',
    ...(algorithm === 'jwt' ? (['body'] as const) : [])
  ])

const encodingLabels: Record<SignaturePlace['encoding'], string> = {
  hex: 'Hex',
  'hex-upper': 'Hex in capitals',
  base64: 'Base64',
  base64url: 'Base64 for URLs',
  text: 'As it is'
}

/** Returns the encodings of a signature; a token is sent as it is, or encoded. */
export const encodingChoices = (isToken: boolean): Choice<SignaturePlace['encoding']>[] =>
  choicesOf(
    encodingLabels,
    isToken ? ['text', 'base64', 'hex', 'base64url'] : ['hex', 'hex-upper', 'base64', 'base64url']
  )

const splitLabels: Record<SignaturePlace['split'], string> = {
  '': 'One signature only',
  ',': 'Several, with commas between',
  ' ': 'Several, with spaces between',
  ';': 'Several, with semicolons between'
}

/** An empty text is no value of a choice, so each has a word. */
const splitNames = { one: '', commas: ',', spaces: ' ', semicolons: ';' } as const
type SplitName = keyof typeof splitNames
const splitOrder: readonly SplitName[] = ['one', 'commas', 'spaces', 'semicolons']

export const splitChoices: Choice<SplitName>[] = splitOrder.map(value => ({
  value,
  label: splitLabels[splitNames[value]]
}))
export const splitOf = (name: SplitName): SignaturePlace['split'] => splitNames[name]
export const nameOfSplit = (split: SignaturePlace['split']): SplitName =>
  splitOrder.find(name => splitNames[name] === split) ?? 'one'

const sourceLabels: Record<KeySource['from'], string> = {
  connection: 'A field of the connection',
  generated: 'Signing Secret, made for each subscription',
  registration: 'Registration Data',
  captured: 'What a handshake kept',
  public: 'A public key, pasted here',
  certificate: 'A certificate that the request names',
  jwks: 'A key set at an address'
}

const shared: readonly KeySource['from'][] = ['connection', 'generated', 'registration', 'captured']
const open: readonly KeySource['from'][] = ['public', 'connection', 'registration', 'certificate', 'jwks']

const isOpen = (algorithm: SignatureAlgorithm): boolean =>
  algorithm === 'ed25519' || algorithm.startsWith('rsa-') || algorithm.startsWith('ecdsa-')

/** Returns the sources of keys for an algorithm; the current choice stays in the list. */
export const sourceChoices = (
  algorithm: SignatureAlgorithm,
  chosen: KeySource['from']
): Choice<KeySource['from']>[] => {
  const fitting = algorithm === 'jwt' ? [...shared, ...open] : isOpen(algorithm) ? open : shared
  return choicesOf(sourceLabels, [...new Set([...fitting, chosen])])
}

const decodingLabels: Record<KeyDecoding, string> = {
  text: 'The text as it is',
  hex: 'Hex',
  base64: 'Base64',
  whsec: 'Base64 behind whsec_',
  pem: 'PEM (-----BEGIN …)',
  spki: 'Base64 of SPKI',
  'ed25519-hex': '32 bytes in hex',
  'ed25519-base64': '32 bytes in base64',
  whpk: 'Base64 behind whpk_'
}

const sharedDecodings: readonly KeyDecoding[] = ['text', 'base64', 'hex', 'whsec']
const openDecodings: readonly KeyDecoding[] = ['pem', 'spki', 'ed25519-hex', 'ed25519-base64', 'whpk']

/** Returns the encodings of keys for an algorithm; the current choice stays in the list. */
export const decodingChoices = (
  algorithm: SignatureAlgorithm,
  chosen: KeyDecoding
): Choice<KeyDecoding>[] => {
  const fitting =
    algorithm === 'jwt'
      ? [...sharedDecodings, ...openDecodings]
      : isOpen(algorithm)
        ? openDecodings
        : sharedDecodings
  return choicesOf(decodingLabels, [...new Set([...fitting, chosen])])
}

/** The usual way in which the keys of an algorithm are written. */
export const usualDecoding = (algorithm: SignatureAlgorithm): KeyDecoding =>
  algorithm === 'ed25519' ? 'ed25519-hex' : isOpen(algorithm) ? 'pem' : 'text'

/** Returns true if a key of this encoding can be used with the algorithm. */
export const isDecodingFit = (algorithm: SignatureAlgorithm, decode: KeyDecoding): boolean =>
  algorithm === 'jwt' || openDecodings.includes(decode) === isOpen(algorithm)
