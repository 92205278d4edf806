import { RedactionPathText } from '@hookwright/model'

/** Result of parsing typed paths, one per line. */
export interface PlacesRead {
  places: string[]
  /** Error of the first invalid line; null if all are valid. */
  error: string | null
}

/** Parses paths of values that are not stored, one path per line. Empty lines are ignored. */
export const placesIn = (text: string): PlacesRead => {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  const read = lines.map(line => RedactionPathText.safeParse(line))
  const wrong = read.find(({ success }) => !success)
  return {
    places: [...new Set(read.flatMap(({ data }) => (data === undefined ? [] : [data])))],
    error: wrong?.error?.issues[0]?.message ?? null
  }
}
