import type { Binding } from '@hookwright/model'

const lastWordsOf = (baseUrl: Binding): string => {
  if (baseUrl.kind === 'literal') return typeof baseUrl.value === 'string' ? baseUrl.value : ''
  const last = baseUrl.kind === 'text' ? baseUrl.parts.at(-1) : undefined
  return typeof last === 'string' ? last : ''
}

/** A path of the practice service's API, below a base URL that may name its `/api` already. */
const pathBelow = (baseUrl: Binding, path: string): string =>
  /\/api\/*$/.test(lastWordsOf(baseUrl).trim()) ? path : `/api${path}`

/** Returns the path of the practice service's subscriptions. */
export const subscriptionsPath = (baseUrl: Binding): string => pathBelow(baseUrl, '/subscriptions')

/** Returns the path at which the practice service returns the account of the credentials. */
export const accountPath = (baseUrl: Binding): string => pathBelow(baseUrl, '/me')
