import { isJsonObject, type JsonObject, OutputGroup } from '@hookwright/model'
import type { Config } from './card.ts'

/** The outputs of a card as far as they can be read: what is no group is left out. */
export const readOutputs = (config: JsonObject): Config => {
  const groups = Array.isArray(config.groups) ? config.groups.filter(isJsonObject) : []
  return {
    groups: groups.flatMap(group => {
      const read = OutputGroup.safeParse(group)
      return read.success ? [read.data] : []
    }),
    runMode: config.runMode === true
  }
}
