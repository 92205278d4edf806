import type { Binding } from '@hookwright/model'

const lastWordsOf = (baseUrl: Binding): string => {
  if (baseUrl.kind === 'literal') return typeof baseUrl.value === 'string' ? baseUrl.value : ''
  const last = baseUrl.kind === 'text' ? baseUrl.parts.at(-1) : undefined
  return typeof last === 'string' ? last : ''
}

/** Where the practice service keeps its subscriptions, below a base URL that may name its `/api` already. */
export const subscriptionsPath = (baseUrl: Binding): string =>
  /\/api\/*$/.test(lastWordsOf(baseUrl).trim()) ? '/subscriptions' : '/api/subscriptions'
