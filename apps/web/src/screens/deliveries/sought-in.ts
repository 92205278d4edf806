import { readPathSought, writePathSought } from '@hookwright/model'
import type { DeliveriesSearch } from './deliveries-search.ts'

/** Converts a typed search to search parameters: a JSON path with a value, or words. */
export const soughtIn = (text: string): Pick<DeliveriesSearch, 'q' | 'path'> => {
  const path = readPathSought(text)
  if (path !== null) return { q: undefined, path: writePathSought(path) }
  return { q: text === '' ? undefined : text, path: undefined }
}
