import type { Id, KeepingRules, RedactionPath } from '@hookwright/model'
import { LEAST_METADATA_DAYS, readRedactionPath } from '@hookwright/model'
import type { Store } from '@hookwright/store'

/** Retention settings for a flow's deliveries, combined from the flow's and the installation's rules. */
export interface RetentionOf {
  saveAll: boolean
  /** Redacted paths. */
  redaction: RedactionPath[]
}

/** In-memory cache of the installation's retention rules. */
export interface RulesInForce {
  get: () => Promise<KeepingRules>
  set: (rules: KeepingRules) => Promise<void>
  /** Drops the cached rules because another process has changed them. */
  forget: () => void
  /** Returns the retention settings of a flow. For an unknown flow, everything is stored. */
  of: (flowId: Id) => Promise<RetentionOf>
}

/** Parses stored paths and drops invalid ones. */
const pathsOf = (texts: string[]): RedactionPath[] =>
  [...new Set(texts)].flatMap(text => readRedactionPath(text) ?? [])

/**
 * Creates the cache of the rules. Loads them once and updates them when they change. `changed` is called on
 * each change.
 */
export const createRulesInForce = (params: {
  store: Store
  retentionDays: number
  changed: () => void
}): RulesInForce => {
  const { store, retentionDays, changed } = params
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
    forget: () => {
      rules = null
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
