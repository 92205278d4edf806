import { type KeySource, keySourcesOf, keysInText, type Receiving } from '@hookwright/model'

/** Key to enter in the tester, with the schemes and handshakes that use it. */
export interface RequiredKey {
  /** Id of the source of the key, such as a connection field. Rules with the same source share it. */
  id: string
  label: string
  takers: string[]
  /** True for a secret, which is masked while typing. */
  secret: boolean
}

const labelOf = (source: KeySource, fields: readonly { id: string; label: string }[]): string | null => {
  switch (source.from) {
    case 'connection':
      return fields.find(({ id }) => id === source.field)?.label ?? 'Key of the connection'
    case 'generated':
      return 'Signing Secret'
    case 'registration':
      return `${source.path === '' ? 'Key' : source.path} of the Registration Data`
    case 'captured':
      return `${source.name === '' ? 'Secret' : source.name} of the handshake`
    case 'public':
      return null
    case 'certificate':
      return 'Certificate in PEM'
    case 'jwks':
      return 'Key set in JSON'
  }
}

/**
 * Returns the keys that must be entered to test the rules, without duplicates. Public keys in the rules are
 * left out.
 */
export const requiredKeys = (
  receiving: Receiving,
  fields: readonly { id: string; label: string }[]
): RequiredKey[] => {
  const wanted = new Map<string, RequiredKey>()
  for (const { id, source } of keySourcesOf(receiving)) {
    const label = labelOf(source, fields)
    if (label === null) continue
    const { decode: _, ...place } = { decode: null, ...source }
    const key = JSON.stringify(place)
    const before = wanted.get(key)
    wanted.set(key, {
      id: key,
      label,
      takers: [...(before?.takers ?? []), id],
      secret: source.from !== 'certificate' && source.from !== 'jwks'
    })
  }
  return [...wanted.values()]
}

/** Returns the typed keys, by the ids of the schemes and handshakes that use them. */
export const keyTexts = (
  wanted: readonly RequiredKey[],
  typed: Readonly<Record<string, string>>
): Record<string, string[]> =>
  Object.fromEntries(
    wanted.flatMap(({ id, takers, secret }) => {
      const text = typed[id] ?? ''
      const texts = text === '' ? [] : secret ? keysInText(text) : [text]
      return takers.map(taker => [taker, texts])
    })
  )
