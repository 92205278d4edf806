import type { Specs } from '@hookwright/engine'
import { Fault, FLOW_NAMES_ON_A_PAGE, type Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import {
  type ForeignAnswer,
  type ForeignPreview,
  type ForeignQuestion,
  type ForeignReader,
  type RefusedForeign,
  readForeign
} from './foreign/read-foreign.ts'
import type { Deployed } from './foreign/report.ts'
import type { Effects } from './kernel/effects.ts'
import type { Actions } from './read-models/actions.ts'
import type { Events } from './read-models/events.ts'

/** Imports of other products' files. */
export interface ForeignImports {
  /** Returns the drafts that an import would create, with the report about the cards. Changes nothing. */
  preview: (
    file: string,
    ownerId: string,
    picked?: readonly number[] | null
  ) => Promise<ForeignPreview | RefusedForeign>
  /**
   * Creates the flows of a file as drafts that are off, in one transaction. Returns the flows in file order,
   * with the report. Throws `files.refused`.
   */
  import: (
    file: string,
    ownerId: string,
    picked?: readonly number[] | null
  ) => Promise<{ flows: { id: Id; name: string }[]; report: ForeignPreview }>
}

type Answer = Exclude<ForeignAnswer, { is: 'incomplete' }>

/** Creates the import of other products' files. */
export const createForeignImports = ({
  store,
  specs,
  effects,
  events,
  actions,
  readElsewhere
}: {
  store: Store
  specs: Specs
  effects: Pick<Effects, 'clock' | 'newId'>
  events: Pick<Events, 'list'>
  actions: Pick<Actions, 'list' | 'find'>
  /** Reader of files. By default, files are read on this thread. */
  readElsewhere?: ForeignReader
}): ForeignImports => {
  const read: ForeignReader =
    readElsewhere ?? (async question => readForeign(question, { specs, newId: effects.newId }))

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
    rest: { picked: readonly number[] | null; withFlows: boolean }
  ): Promise<Answer> => {
    const [offered, deployedEvents, takenNames] = await Promise.all([
      actions.list(),
      events.list(),
      namesOf(ownerId)
    ])
    const connectorNames = [
      ...new Set([...offered, ...deployedEvents].map(({ connectorName }) => connectorName))
    ]
    const deployedOf = async (uses: ReadonlySet<string>): Promise<Deployed> => {
      const found = await Promise.all(
        offered
          .filter(({ connectorName }) => uses.has(connectorName))
          .flatMap(({ versionId, actions: named }) =>
            named.map(({ flowId }) => actions.find(versionId, flowId))
          )
      )
      return {
        actions: found.map(({ actionFlowId, ...action }) => ({ ...action, flowId: actionFlowId })),
        events: deployedEvents
          .filter(({ connectorName }) => uses.has(connectorName))
          .map(({ eventFlowId, ...event }) => ({ ...event, flowId: eventFlowId }))
      }
    }
    const ask = async (question: ForeignQuestion): Promise<Answer> => {
      const answer = await read(question)
      return answer.is === 'incomplete'
        ? ask({ ...question, deployed: await deployedOf(new Set(answer.uses)) })
        : answer
    }
    return ask({ file, connectorNames, deployed: null, takenNames, ...rest })
  }

  return {
    preview: async (file, ownerId, picked = null) => {
      const answer = await convert(file, ownerId, { picked, withFlows: false })
      return answer.is === 'converted' ? answer.preview : { ok: false, why: answer.why }
    },
    import: async (file, ownerId, picked = null) => {
      const answer = await convert(file, ownerId, { picked, withFlows: true })
      if (answer.is !== 'converted') throw new Fault('files.refused', { what: answer.why })
      const { flows, preview: report } = answer
      const now = effects.clock()
      await store.flows.writeImport({
        ...{ connector: null, saved: [], at: now, by: ownerId },
        added: flows.map(flow => ({
          ...flow,
          ...{ connectorId: null, ownerId, draftNo: 1, createdAt: now, updatedAt: now }
        }))
      })
      return { flows: flows.map(({ id, name }) => ({ id, name: name ?? '' })), report }
    }
  }
}
