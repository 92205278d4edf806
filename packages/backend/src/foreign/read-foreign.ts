import { gunzipSync } from 'node:zlib'
import type { Specs } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import type { FlowContent } from '@hookwright/model/files'
import { MOST_FOREIGN, openForeign } from './open-foreign.ts'
import {
  type CardReport,
  countOutcomes,
  type Deployed,
  type ForeignFlows,
  type OutcomeCounts
} from './report.ts'

/** Preview of importing another product's file. */
export interface ForeignPreview {
  ok: true
  source: ForeignFlows['source']
  /** Number of flows in the file. All other flows are helper flows that the conversion adds. */
  inFile: number
  flows: { name: string; cards: number }[]
  counts: OutcomeCounts
  cards: CardReport[]
  remarks: string[]
  /** Requests of a recording to choose from. Empty for other files. */
  choices: { index: number; label: string; isPicked: boolean }[]
}

/** Refused file, with the reason as a sentence. */
export interface RefusedForeign {
  ok: false
  why: string
}

/**
 * File of another product, with all data of this installation that is needed to convert it. Contains only
 * plain data, so that it can be sent to a worker thread.
 */
export interface ForeignQuestion {
  /** File content, compressed with gzip and base64-encoded. */
  file: string
  /** Names of the connectors with deployed actions or events. */
  connectorNames: string[]
  /** Deployed actions and events of the connectors that the file uses. Null if they are not known yet. */
  deployed: Deployed | null
  takenNames: string[]
  picked: readonly number[] | null
  /** True to include the flows in the answer. False for a preview. */
  withFlows: boolean
}

/**
 * Result of converting a file. `incomplete` means that the deployed actions and events of the connectors in
 * `uses` must be passed first.
 */
export type ForeignAnswer =
  | { is: 'converted'; preview: ForeignPreview; flows: FlowContent[] }
  | { is: 'incomplete'; uses: string[] }
  | { is: 'refused'; why: string }

/** Reads files of other products on another thread than the one that answers requests. */
export type ForeignReader = (question: ForeignQuestion) => Promise<ForeignAnswer>

/** Decompresses a base64-encoded gzip file. If it is refused, returns the reason. */
const unpack = (file: string): { ok: true; text: string } | RefusedForeign => {
  try {
    return {
      ok: true,
      text: gunzipSync(Buffer.from(file, 'base64'), { maxOutputLength: MOST_FOREIGN }).toString('utf8')
    }
  } catch (thrown) {
    const isLarge = thrown instanceof RangeError
    return {
      ok: false,
      why: isLarge
        ? 'The file is larger than the limit of 32 MB. Export fewer flows at a time.'
        : 'The file was damaged during the upload. Choose it again.'
    }
  }
}

const previewOf = ({
  source,
  inFile,
  flows,
  cards,
  remarks,
  choices = []
}: ForeignFlows): ForeignPreview => ({
  ok: true,
  ...{ source, inFile, cards, remarks, choices },
  flows: flows.map(({ name, doc }) => ({ name: name ?? '', cards: Object.keys(doc.cards).length })),
  counts: countOutcomes(cards)
})

/**
 * Reads and converts a file. If deployed actions and events are required but were not passed, returns the
 * names of their connectors.
 */
export const readForeign = (
  { file, connectorNames, deployed, takenNames, picked, withFlows }: ForeignQuestion,
  { specs, newId }: { specs: Specs; newId: () => Id }
): ForeignAnswer => {
  const unpacked = unpack(file)
  const opening = unpacked.ok ? openForeign(unpacked.text) : unpacked
  if (!opening.ok) return { is: 'refused', why: opening.why }
  const uses = deployed === null ? connectorNames.filter(opening.opened.uses) : []
  if (uses.length > 0) return { is: 'incomplete', uses }
  const known = deployed ?? { actions: [], events: [] }
  const converted = opening.opened.convert({ specs, newId, deployed: known, takenNames, picked })
  if (!converted.ok) return { is: 'refused', why: converted.why }
  const { content } = converted
  return { is: 'converted', preview: previewOf(content), flows: withFlows ? content.flows : [] }
}
