import { gunzipSync } from 'node:zlib'
import type { Specs } from '@hookwright/engine'
import { Fault, FLOW_NAMES_ON_A_PAGE, type Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { MOST_FOREIGN, type OpenedForeign, openForeign } from './foreign/open-foreign.ts'
import {
  type CardReport,
  countOutcomes,
  type Deployed,
  type ForeignFlows,
  type OutcomeCounts
} from './foreign/report.ts'
import type { Effects } from './kernel/effects.ts'
import type { Actions } from './read-models/actions.ts'
import type { Events } from './read-models/events.ts'

/** Effects of an import of another product's file. */
export interface ForeignPreview {
  ok: true
  source: ForeignFlows['source']
  /** Number of flows that the file has; the others are helper flows that the conversion adds. */
  inFile: number
  flows: { name: string; cards: number }[]
  counts: OutcomeCounts
  cards: CardReport[]
  remarks: string[]
  /** Requests of a recording, to pick from; empty for other files. */
  choices: { index: number; label: string; isPicked: boolean }[]
}

/** Refused file, with the reason as a sentence. */
export interface RefusedForeign {
  ok: false
  why: string
}

/** Imports of other products' files. */
export interface ForeignImports {
  /** Returns the drafts that an import would make, and the report of the cards. Changes nothing. */
  preview: (
    file: string,
    ownerId: string,
    picked?: readonly number[] | null
  ) => Promise<ForeignPreview | RefusedForeign>
  /**
   * Creates the flows of a file as drafts that are off, in one transaction. Returns the flows, the first one first, and the
   * report. Throws `files.refused`.
   */
  import: (
    file: string,
    ownerId: string,
    picked?: readonly number[] | null
  ) => Promise<{ flows: { id: Id; name: string }[]; report: ForeignPreview }>
}

/** Unpacks a file that was sent as gzip in Base64, or returns the reason why it is refused. */
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
        ? 'The file has more than 32 MB, so it is not read. Export fewer flows at a time.'
        : 'The file was damaged on its way. Choose it again.'
    }
  }
}

/** Creates the import of other products' files. */
export const createForeignImports = ({
  store,
  specs,
  effects,
  events,
  actions
}: {
  store: Store
  specs: Specs
  effects: Pick<Effects, 'clock' | 'newId'>
  events: Pick<Events, 'list'>
  actions: Pick<Actions, 'list' | 'find'>
}): ForeignImports => {
  const deployedFor = async ({ uses }: OpenedForeign): Promise<Deployed> => {
    const offered = (await actions.list()).filter(({ connectorName }) => uses(connectorName))
    const found = await Promise.all(
      offered.flatMap(({ versionId, actions: named }) =>
        named.map(({ flowId }) => actions.find(versionId, flowId))
      )
    )
    return {
      actions: found.map(({ actionFlowId, ...action }) => ({ ...action, flowId: actionFlowId })),
      events: (await events.list())
        .filter(({ connectorName }) => uses(connectorName))
        .map(({ eventFlowId, ...event }) => ({ ...event, flowId: eventFlowId }))
    }
  }

  const namesOf = async (ownerId: string): Promise<string[]> => {
    const names: string[] = []
    for (let after: Id | undefined; ; ) {
      const page = await store.flows.names({ ownerId, limit: FLOW_NAMES_ON_A_PAGE, ...(after && { after }) })
      names.push(...page.map(({ name }) => name ?? ''))
      after = page.at(-1)?.id
      if (page.length < FLOW_NAMES_ON_A_PAGE) return names
    }
  }

  const convert = async (
    file: string,
    ownerId: string,
    picked: readonly number[] | null
  ): Promise<{ ok: true; content: ForeignFlows } | RefusedForeign> => {
    const unpacked = unpack(file)
    const opening = unpacked.ok ? openForeign(unpacked.text) : unpacked
    if (!opening.ok) return opening
    const [deployed, takenNames] = await Promise.all([deployedFor(opening.opened), namesOf(ownerId)])
    return opening.opened.convert({ specs, newId: effects.newId, deployed, takenNames, picked })
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

  return {
    preview: async (file, ownerId, picked = null) => {
      const converted = await convert(file, ownerId, picked)
      return converted.ok ? previewOf(converted.content) : converted
    },
    import: async (file, ownerId, picked = null) => {
      const converted = await convert(file, ownerId, picked)
      if (!converted.ok) throw new Fault('files.refused', { what: converted.why })
      const { content } = converted
      const now = effects.clock()
      await store.flows.writeImport({
        ...{ connector: null, saved: [], at: now, by: ownerId },
        added: content.flows.map(flow => ({
          ...flow,
          ...{ connectorId: null, ownerId, draftNo: 1, createdAt: now, updatedAt: now }
        }))
      })
      return {
        flows: content.flows.map(({ id, name }) => ({ id, name: name ?? '' })),
        report: previewOf(content)
      }
    }
  }
}
