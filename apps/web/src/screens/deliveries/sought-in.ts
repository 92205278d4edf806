import { readPathSought, writePathSought } from '@hookwright/model'
import type { DeliveriesSearch } from './deliveries-search.ts'

/** What was typed, as it stands in the address: a place with a value, or words. */
export const soughtIn = (text: string): Pick<DeliveriesSearch, 'q' | 'path'> => {
  const path = readPathSought(text)
  if (path !== null) return { q: undefined, path: writePathSought(path) }
  return { q: text === '' ? undefined : text, path: undefined }
}
