import { RedactionPathText } from '@hookwright/model'

/** Places as somebody types them, one a line. */
export interface PlacesRead {
  places: string[]
  /** Error of the first invalid line; null if all are valid. */
  flaw: string | null
}

/** Reads places that are not kept, one a line; empty lines do not matter. */
export const placesIn = (text: string): PlacesRead => {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  const read = lines.map(line => RedactionPathText.safeParse(line))
  const wrong = read.find(({ success }) => !success)
  return {
    places: [...new Set(read.flatMap(({ data }) => (data === undefined ? [] : [data])))],
    flaw: wrong?.error?.issues[0]?.message ?? null
  }
}
