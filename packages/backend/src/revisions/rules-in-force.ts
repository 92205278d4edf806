import type { Id, KeepingRules, RedactionPath } from '@hookwright/model'
import { LEAST_METADATA_DAYS, readRedactionPath } from '@hookwright/model'
import type { Store } from '@hookwright/store'

/** Retention of a flow's deliveries: its own rules and the installation's together. */
export interface RetentionOf {
  saveAll: boolean
  /** The places whose values are not kept. */
  redaction: RedactionPath[]
}

/** Rules of the admin, in memory. */
export interface RulesInForce {
  get: () => Promise<KeepingRules>
  set: (rules: KeepingRules) => Promise<void>
  /** Everything is kept of a flow that never was. */
  of: (flowId: Id) => Promise<RetentionOf>
}

/** A path that was kept can be read; one that cannot is none. */
const pathsOf = (texts: string[]): RedactionPath[] =>
  [...new Set(texts)].flatMap(text => readRedactionPath(text) ?? [])

/** The rules are looked up once, and from then on those that were set last. `changed` is told of each change. */
export const createRulesInForce = (given: {
  store: Store
  retentionDays: number
  changed: () => void
}): RulesInForce => {
  const { store, retentionDays, changed } = given
  let rules: Promise<KeepingRules> | null = null

  const load = async (): Promise<KeepingRules> =>
    (await store.keeping.rules()) ?? {
      payloadDays: retentionDays,
      metadataDays: Math.max(retentionDays, LEAST_METADATA_DAYS),
      redaction: []
    }
  const get = (): Promise<KeepingRules> => {
    rules ??= load()
    rules.catch(() => {
      rules = null
    })
    return rules
  }
  return {
    get,
    set: async next => {
      await store.keeping.setRules(next)
      rules = Promise.resolve(next)
      changed()
    },
    of: async flowId => {
      const [{ redaction }, own] = [await get(), await store.keeping.ofFlow(flowId)]
      return {
        saveAll: own?.saveAll ?? true,
        redaction: pathsOf([...redaction, ...(own?.redaction ?? [])])
      }
    }
  }
}
