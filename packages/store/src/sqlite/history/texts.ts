import type { Database } from 'better-sqlite3'
import type { Arrived, Texts, TextsRead } from '../../resources/history/search.ts'
import {
  isSearchable,
  type RunTexts,
  runTextColumns,
  runTextTables,
  textOfRun
} from '../../resources/history/searched-texts.ts'
import { act } from '../../statements/steps.ts'

/** Maximum amount that is read in one turn of the event loop. */
const SLICE = { rows: 200, bytes: 512 * 1024 }

/** Texts for search and index, by rowid. */
export interface StoredTexts {
  /** Returns the request of a delivery; null if its body is not stored or not redacted yet. */
  arrived: (delivery: number) => Arrived | null
  /** Returns the text of a run: its values, its fault and, for a whole delivery, the request. */
  ofRun: (run: number) => string
}

interface KeptRun extends RunTexts {
  /** Delivery of the run; null for the run of one record. */
  delivery: number | null
}

export const createTexts = (db: Database): StoredTexts => {
  const findArrived = db.prepare<[number], Arrived>(
    `select p.query, p.headers, p.body from payloads p join deliveries d on d.id = p.delivery
     where p.delivery = ? and ${isSearchable}`
  )
  const findRun = db.prepare<[number], KeptRun>(
    `select ${runTextColumns} from ${runTextTables} where r.id = ?`
  )
  const arrived = (delivery: number): Arrived | null => findArrived.get(delivery) ?? null
  return {
    arrived,
    ofRun: run => {
      const kept = findRun.get(run)
      if (kept === undefined) return ''
      return textOfRun(kept, kept.delivery === null ? null : arrived(kept.delivery))
    }
  }
}

/** Reads texts of rows until a total size is reached, at least one. */
const readTexts = <Text>(
  ids: number[],
  most: number,
  { read, sizeOf }: { read: (id: number) => Text; sizeOf: (text: Text) => number }
): TextsRead<Text> => {
  const texts: Text[] = []
  let bytes = 0
  for (const id of ids) {
    const text = read(id)
    texts.push(text)
    bytes += sizeOf(text)
    if (bytes >= most) break
  }
  return { texts, bytes }
}

/** Creates the texts that a search reads, in slices, from the stored requests and runs. */
export const createSearchTexts = ({ arrived, ofRun }: StoredTexts): Texts => ({
  slice: SLICE,
  arrived: (_, { ids, most }) =>
    act(() => readTexts(ids, most, { read: arrived, sizeOf: request => request?.body.byteLength ?? 0 })),
  ofRuns: (_, { ids, most }) => act(() => readTexts(ids, most, { read: ofRun, sizeOf: text => text.length }))
})
