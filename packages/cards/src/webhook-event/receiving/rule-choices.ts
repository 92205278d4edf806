import type { KeyDecoding, KeySource, SignatureAlgorithm, SignaturePlace } from '@hookwright/model'
import { algorithmLabels } from './format-receiving.ts'

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
  header: 'Header',
  query: 'Query parameter',
  form: 'Form field',
  json: 'Value in the JSON body',
  xml: 'Element of the XML body',
  body: 'Whole body'
}

/** Returns the parts of a request that can contain a signature. Only a JWT can be the whole body. */
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
  'hex-upper': 'Upper-case hex',
  base64: 'Base64',
  base64url: 'URL-safe Base64',
  text: 'Not encoded'
}

/** Returns the encodings to choose for a signature. A token is sent as it is, or encoded. */
export const encodingChoices = (isToken: boolean): Choice<SignaturePlace['encoding']>[] =>
  choicesOf(
    encodingLabels,
    isToken ? ['text', 'base64', 'hex', 'base64url'] : ['hex', 'hex-upper', 'base64', 'base64url']
  )

const splitLabels: Record<SignaturePlace['split'], string> = {
  '': 'One signature',
  ',': 'Several, separated by commas',
  ' ': 'Several, separated by spaces',
  ';': 'Several, separated by semicolons'
}

/** Dropdown values for the separators. A dropdown value cannot be empty, so each separator has a name. */
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
  connection: 'Connection field',
  generated: 'Signing Secret of each subscription',
  registration: 'Registration Data',
  captured: 'Secret stored by a handshake',
  public: 'Public key',
  certificate: 'Certificate at a URL in the request',
  jwks: 'Key set at a URL'
}

const shared: readonly KeySource['from'][] = ['connection', 'generated', 'registration', 'captured']
const open: readonly KeySource['from'][] = ['public', 'connection', 'registration', 'certificate', 'jwks']

const isOpen = (algorithm: SignatureAlgorithm): boolean =>
  algorithm === 'ed25519' || algorithm.startsWith('rsa-') || algorithm.startsWith('ecdsa-')

/** Returns the key sources to choose for an algorithm, always including the current choice. */
export const sourceChoices = (
  algorithm: SignatureAlgorithm,
  chosen: KeySource['from']
): Choice<KeySource['from']>[] => {
  const fitting = algorithm === 'jwt' ? [...shared, ...open] : isOpen(algorithm) ? open : shared
  return choicesOf(sourceLabels, [...new Set([...fitting, chosen])])
}

const decodingLabels: Record<KeyDecoding, string> = {
  text: 'Text',
  hex: 'Hex',
  base64: 'Base64',
  whsec: 'whsec_ and Base64',
  pem: 'PEM (-----BEGIN …)',
  spki: 'SPKI in Base64',
  'ed25519-hex': '32 bytes in hex',
  'ed25519-base64': '32 bytes in base64',
  whpk: 'whpk_ and Base64'
}

const sharedDecodings: readonly KeyDecoding[] = ['text', 'base64', 'hex', 'whsec']
const openDecodings: readonly KeyDecoding[] = ['pem', 'spki', 'ed25519-hex', 'ed25519-base64', 'whpk']

/** Returns the key encodings to choose for an algorithm, always including the current choice. */
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

/** Returns the usual encoding of keys for an algorithm. */
export const usualDecoding = (algorithm: SignatureAlgorithm): KeyDecoding =>
  algorithm === 'ed25519' ? 'ed25519-hex' : isOpen(algorithm) ? 'pem' : 'text'

/** Returns true if the algorithm accepts keys of this encoding. */
export const isDecodingFit = (algorithm: SignatureAlgorithm, decode: KeyDecoding): boolean =>
  algorithm === 'jwt' || openDecodings.includes(decode) === isOpen(algorithm)
